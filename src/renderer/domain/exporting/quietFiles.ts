/** Which files of an archive a page may lead to (CEX-8): a browser goes by the end of a name, and would open a page of a sender's beside ours. */
import { fileExtension } from '../chat/fileName.ts';

const PICTURES = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'bmp'];
const MEDIA = 'mp4 m4v mov webm 3gp mp3 m4a aac ogg oga opus wav flac'.split(' ');
const PAPERS = 'pdf txt csv vcf docx xlsx pptx odt ods odp epub zip gz tar 7z rar'.split(' ');
/** Endings with which nothing of a file is run when it is opened. What is not known is not among them: a browser guesses it by its bytes. */
const QUIET = new Set([...PICTURES, ...MEDIA, ...PAPERS]);

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'image/avif': '.avif',
};

/** Whether a browser shows or saves a file of this name, and runs nothing of it. */
export function opensQuietly(name: string): boolean {
  return QUIET.has(fileExtension(name));
}

/** The ending of a file that is shown as a picture: its own where it is a picture's, else that of its type; null where neither says which. */
export function pictureEnding(name: string, mime: string): string | null {
  const own = fileExtension(name);
  if (PICTURES.includes(own)) return `.${own}`;
  return Object.hasOwn(ENDINGS, mime) ? (ENDINGS[mime] ?? null) : null;
}
