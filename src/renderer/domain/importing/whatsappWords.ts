/** What WhatsApp writes itself into an export, in the languages people use it in. What is not known here stays as the words it is. */
import { bareText } from './headLetters.ts';

/** A name as WhatsApp gives its own files. */
const OWN_NAME =
  /^(?:\d{8}-)?[A-Z]{2,8}-(?:\d{8}-WA\d{4,}|\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2})[^/\\]*\.[a-z0-9]{2,5}$/iu;
const ATTACHED = /^(.*?) ?[\u200e\u200f]*<[^<>:]{1,40}: ?([^<>]{1,255}\.[a-z0-9]{1,8})>$/iu;
/** Longest line that names a file, UTF-16 code units. */
const LONGEST = 4096;
const NAMED = /^(.{1,255}\.[a-z0-9]{1,8}) \([^()]{3,60}\)$/iu;
/** Put in place of a file that was left out. */
const OMITTED = new Set([
  '<media omitted>',
  '<multimedia omitido>',
  '<archivo omitido>',
  '<medien ausgeschlossen>',
  '<médias omis>',
  '<media omessi>',
  '<mídia oculta>',
  '<arquivo de mídia oculto>',
  '<media weggelaten>',
  '<без медиафайлов>',
  '<medya dahil edilmedi>',
  '<مدیا حذف شد>',
  '<تم استبعاد الوسائط>',
  '<मीडिया छोड़ा गया>',
  '<मीडिया शामिल नहीं है>',
  '<মিডিয়া বাদ দেওয়া হয়েছে>',
  '<ਮੀਡੀਆ ਛੱਡਿਆ ਗਿਆ>',
  '<省略多媒体文件>',
  '<省略多媒體檔案>',
  '<メディアは含まれていません>',
  '<미디어 파일을 제외한 대화내용>',
  'image omitted',
  'video omitted',
  'audio omitted',
  'gif omitted',
  'sticker omitted',
  'document omitted',
  'contact card omitted',
  'imagen omitida',
  'video omitido',
  'audio omitido',
  'sticker omitido',
  'documento omitido',
  'bild weggelassen',
  'video weggelassen',
  'audio weggelassen',
  'sticker weggelassen',
  'dokument weggelassen',
  'image absente',
  'vidéo absente',
  'audio omis',
  'sticker omis',
  'document omis',
  'تم إقصاء الصورة',
  '图片已忽略',
  '视频已忽略',
  '音频已忽略',
  '图像已省略',
]);
/** Said instead of words that were taken back. */
const RECALLED = new Set([
  'this message was deleted',
  'you deleted this message',
  'se eliminó este mensaje',
  'eliminaste este mensaje',
  'diese nachricht wurde gelöscht',
  'du hast diese nachricht gelöscht',
  'ce message a été supprimé',
  'vous avez supprimé ce message',
  'questo messaggio è stato eliminato',
  'mensagem apagada',
  'você apagou esta mensagem',
  'تم حذف هذه الرسالة',
  'لقد حذفت هذه الرسالة',
  'यह मैसेज मिटाया गया',
  'यह संदेश हटाया गया',
  '此消息已删除',
  '您删除了这条消息',
  'bu mesaj silindi',
  'данное сообщение удалено',
]);
/** Put behind words that were changed. */
const EDITED_WORDS = [
  'this message was edited',
  'se editó este mensaje',
  'diese nachricht wurde bearbeitet',
  'ce message a été modifié',
  'questo messaggio è stato modificato',
  'mensagem editada',
  'تم تعديل هذه الرسالة',
  '此消息已编辑',
  'यह मैसेज एडिट किया गया है',
];
const EDITED = new RegExp(String.raw` ?(?:[\u200e\u200f]<[^<>:]{3,60}>|<(?:${EDITED_WORDS.join('|')})\.?>)$`, 'iu');
/** Said by the app in the name of the chat. */
const ENCRYPTED =
  /end-to-end|cifrad|extremo a extremo|ende-zu-ende|bout en bout|端到端|端對端|التشفير|एंड-टू-एंड|エンドツーエンド/iu;

/** What a message of WhatsApp says. */
export interface WhatsappWords {
  readonly text: string;
  readonly file: { readonly name: string; readonly isOmitted: boolean } | null;
  readonly isEdited: boolean;
  readonly isRecalled: boolean;
}

/** Reads the words of a message, all its lines; `hasFile` tells whether a name is that of a file of the export. */
export function readWhatsappWords(raw: string, hasFile: (name: string) => boolean): WhatsappWords {
  const isEdited = EDITED.test(raw.slice(-100));
  const text = isEdited ? raw.replace(EDITED, '') : raw;
  const [first = '', ...rest] = text.split('\n');
  const file = first.length > LONGEST ? null : fileIn(bareText(first).trim(), hasFile);
  if (file !== null) {
    const { caption, ...found } = file;
    const words = caption === '' ? rest : [caption, ...rest];
    return { text: words.join('\n'), file: found, isEdited, isRecalled: false };
  }
  return { text, file: null, isEdited, isRecalled: RECALLED.has(plain(text)) };
}

interface FoundFile {
  readonly name: string;
  readonly isOmitted: boolean;
  /** What stands before it in its line. */
  readonly caption: string;
}

function fileIn(line: string, hasFile: (name: string) => boolean): FoundFile | null {
  if (OMITTED.has(line.toLowerCase())) return { name: '', isOmitted: true, caption: '' };
  // Whoever writes a name with a remark in brackets sends no file by it.
  const isFile = (name: string) => name !== '' && (OWN_NAME.test(name) || hasFile(name));
  const [, caption = '', attached = ''] = ATTACHED.exec(line) ?? [];
  if (isFile(attached)) return { name: attached, isOmitted: false, caption };
  const name = NAMED.exec(line)?.[1] ?? (hasFile(line) ? line : '');
  return isFile(name) ? { name, isOmitted: false, caption: '' } : null;
}

/** Whether words in the name of somebody are the app's own. */
export function isWhatsappNotice(words: string): boolean {
  return /^[\u200e\u200f]/u.test(words) && ENCRYPTED.test(words);
}

function plain(text: string): string {
  return bareText(text)
    .trim()
    .replace(/[.。]$/u, '')
    .toLowerCase();
}
