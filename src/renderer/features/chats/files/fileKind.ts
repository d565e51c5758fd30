import { fileExtension, isRunnable } from '@domain/chat/fileName.ts';

/** What a file's symbol shows. */
export type FileKind = 'archive' | 'table' | 'text' | 'code' | 'image' | 'audio' | 'video' | 'program' | 'other';

const BY_ENDING: readonly (readonly [FileKind, string])[] = [
  ['archive', 'zip tar gz tgz bz2 xz 7z rar zst'],
  ['table', 'xls xlsx ods csv tsv numbers'],
  ['text', 'pdf doc docx odt rtf txt md pages epub'],
  ['code', 'ts json css py rb go rs c h cpp java xml yml yaml toml'],
  ['image', 'jpg jpeg png gif webp avif heic tif tiff bmp'],
  ['audio', 'mp3 ogg oga wav flac m4a opus aac'],
  ['video', 'mp4 mov webm mkv avi m4v ogv'],
];

/** The kind of a file by its name's ending, since that decides what opening it does. */
export function fileKind(name: string): FileKind {
  if (isRunnable(name)) return 'program';
  const ending = fileExtension(name);
  return BY_ENDING.find(([, endings]) => endings.split(' ').includes(ending))?.[0] ?? 'other';
}
