// 分办: what is kept of models, suggestions, repeats, answers and drafts; a part of the package's surface.
export type { AutomaticCandidate, AutomaticDispatch, ListedDispatch } from './automatic-dispatch.ts'
export {
  addAutomaticDispatch,
  findAutomaticDispatches,
  keepTakenBack,
  listAutomaticCandidates,
  listAutomaticDispatches,
} from './automatic-dispatch.ts'
export type { EmergencyFinding } from './emergency-finding.ts'
export {
  addEmergencyFinding,
  dropEmergencyFinding,
  listEmergencyFindings,
  settleEmergencyFinding,
} from './emergency-finding.ts'
export type { ChosenSuggestion, CorrectionTally, OfficeGround, SuggestionTally } from './suggestion.ts'
export { keepSuggestion, tallyCorrections, tallySuggestions } from './suggestion.ts'
export type { FoundIssue, PlacedReport, ReportText, TakenReport } from './hot-report.ts'
export {
  addReports,
  findIssues,
  findReportStart,
  forgetReports,
  hearOpen,
  hearReports,
  holdIntake,
  listNewReports,
  listTakenReports,
  releaseIntake,
} from './hot-report.ts'
export type { IssueCount, IssueReport, IssueWish, StoredIssue } from './hot-issue.ts'
export {
  countVoices,
  keepHotRule,
  keepStep,
  listFirstVoices,
  listIssueReports,
  listIssues,
  listIssueWatchers,
  nameIssue,
  placeReports,
  readHotRule,
} from './hot-issue.ts'
export type { SimilarMatter, SimilarWish } from './similar-matter.ts'
export { findSimilar } from './similar-matter.ts'
export type { NewTriageModel, TriageModel, TriageModelState } from './triage-model.ts'
export {
  addTriageModel,
  findCurrentTriageModel,
  listTriageModels,
  readTriageDetail,
  readTriageModel,
  takeTriageModelBack,
} from './triage-model.ts'
export type { ConfirmedMatter, TriageTraining } from './triage-training.ts'
export {
  askTriageTraining,
  claimTriageTraining,
  countConfirmedMatters,
  endTriageTraining,
  listTriageTrainings,
  nameMatters,
  readConfirmedMatters,
  releaseTriageTraining,
} from './triage-training.ts'
export type { ReplyEntry, ReplyTally, SameReply, SentReply } from './reply.ts'
export {
  findRepeatedReplies,
  findSameReply,
  keepReplies,
  readReplyEntries,
  readReplyProgress,
  tallyReplies,
} from './reply.ts'
export type { DraftModel } from './draft.ts'
export { addDraft, keepDraftModel, readDraftModel, removeDraftModel, takeDraft } from './draft.ts'
