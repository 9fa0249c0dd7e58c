export type {
  EmergencyExcuse,
  EmergencyMention,
  EmergencyRule,
  EmergencySense,
  EmergencyWord,
  EmergencyWords,
} from './emergency.ts'
export { emergencySenses, openEmergencyRule } from './emergency.ts'
export type { Answer, CategoryScore, Evaluation } from './evaluation.ts'
export { askModel, crossValidate, evaluate } from './evaluation.ts'
export type { FieldTexts } from './feature.ts'
export type { Example } from './fold.ts'
export { identityOf } from './fold.ts'
export type { Model } from './model.ts'
export { readModel, writeModel } from './model-file.ts'
export type { SpeakingPiece } from './speaking-piece.ts'
export type { Choice, Classifier, Doubt, Suggestion } from './suggestion.ts'
export { openModel } from './suggestion.ts'
export type { CategoryWords, TrainingSettings } from './training.ts'
export { trainModel } from './training.ts'
export type { HeatFacts, HeatFormula, HeatTerm } from './heat.ts'
export { heatOf, plainHeatFormula } from './heat.ts'
export type { Issue, IssueBook, Placement, Report } from './issue.ts'
export { chooseIssue, joinsFrom, makeIssueBook, neighboursAsked } from './issue.ts'
export type { AlertRule } from './growth.ts'
export { growthStep, peopleOfStep, plainAlertRule, rememberedStep } from './growth.ts'
export type { RecentIndex, Resembling } from './recent.ts'
export { makeRecentIndex } from './recent.ts'
export type { Incoming, Neighbour } from './similar.ts'
export type { ReplyDraft, ReplyFinding } from './reply-check.ts'
export { checkReply, replyFingerprint } from './reply-check.ts'
export type { KnownValue, PersonalKind } from './personal-form.ts'
export type { MaskedText, PersonalPiece } from './personal-mask.ts'
export { maskPersonal, restorePersonal } from './personal-mask.ts'
