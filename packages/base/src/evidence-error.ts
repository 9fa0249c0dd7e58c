import { row } from './error-row.ts'

/** Refusals of files that people upload, attach and ask for. */
export const evidenceErrors = {
  evidence_empty: row(
    422,
    { zh: '文件“{name}”是空的', en: 'The file "{name}" is empty' },
    { zh: '请核对文件后重新上传', en: 'look at the file and upload it again' },
  ),
  evidence_name_refused: row(
    422,
    {
      zh: '文件名不能使用：有路径、控制字符或改变文字方向的字符，或者过长',
      en: 'The file cannot be called so: the name has a path, control characters or characters that turn the direction of text, or is too long',
    },
    { zh: '请改名后重新上传', en: 'rename it and upload it again' },
  ),
  evidence_type_refused: row(
    422,
    { zh: '不接收这种文件（{type}）', en: 'Files of this kind ({type}) are not accepted' },
    {
      zh: '请上传照片、视频、录音、PDF、OFD、docx、xlsx、pptx、txt 或 csv；旧版 Office 文件请另存为新格式',
      en: 'upload a photo, a film, a recording, PDF, OFD, docx, xlsx, pptx, txt or csv; save files of older office programs in the newer form',
    },
  ),
  evidence_type_mismatch: row(
    422,
    {
      zh: '文件“{name}”的内容（{type}）与扩展名不符，或夹带了其他内容',
      en: 'The content of the file "{name}" ({type}) does not fit its extension, or something else is hidden in it',
    },
    { zh: '请用原来的程序重新保存后上传', en: 'save it again with the program it came from and upload that' },
  ),
  evidence_image_too_large: row(
    422,
    {
      zh: '图片为 {width}×{height} 像素，超过 {limit} 像素',
      en: 'The picture has {width} by {height} pixels, more than {limit}',
    },
    { zh: '请缩小后上传', en: 'make it smaller and upload it again' },
  ),
  evidence_archive_refused: row(
    422,
    {
      zh: '文件“{name}”内部有问题：解开后过大、带宏、带链接或路径有误（{problem}）',
      en: 'The inside of the file "{name}" is not accepted: it unpacks to too much, or holds macros, links or wrong paths ({problem})',
    },
    {
      zh: '请去掉宏后另存，或导出为 PDF 再上传',
      en: 'save it without macros, or as PDF, and upload that',
    },
  ),
  evidence_infected: row(
    422,
    { zh: '文件“{name}”含有恶意程序的特征', en: 'The file "{name}" has the mark of malicious software' },
    { zh: '请查杀病毒后再上传', en: 'have the device examined before you upload anything' },
  ),
  evidence_quota_reached: row(
    422,
    {
      zh: '您已上传而未附到事项的文件过多（{files} 个，{megabytes} MB）',
      en: 'You have uploaded too much that no matter has ({files} files, {megabytes} MB)',
    },
    {
      zh: '请先把文件附到事项；未附的文件一天后自动清除',
      en: 'attach it to a matter first; what is not attached is cleared after a day',
    },
  ),
  evidence_unknown: row(
    422,
    {
      zh: '没有这个文件，或不是您上传的：{id}',
      en: 'There is no such file, or somebody else uploaded it: {id}',
    },
    { zh: '请重新上传', en: 'upload it again' },
  ),
  evidence_unattached: row(
    422,
    {
      zh: '“{field}”中的文件还没有由您附到本事项：{id}',
      en: 'The file in "{field}" was not attached to this matter by you: {id}',
    },
    {
      zh: '请先上传，再用备注命令附到事项',
      en: 'upload it and attach it to the matter with a note first',
    },
  ),
  evidence_reason_missing: row(
    422,
    {
      zh: '这个文件须说明理由后才能查看',
      en: 'This file is shown only with a reason, which is kept',
    },
    { zh: '请填写查看理由', en: 'say why you have to see it' },
  ),
} as const
