import {
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  FileWarning,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { type FileKind, fileKind } from './fileKind.ts';

const ICONS: Readonly<Record<FileKind, LucideIcon>> = {
  archive: FileArchive,
  table: FileSpreadsheet,
  text: FileText,
  code: FileCode,
  image: FileImage,
  audio: FileAudio,
  video: FileVideo,
  program: FileWarning,
  other: File,
};

/** The symbol of a file. */
export function FileIcon({ name }: { readonly name: string }): ReactNode {
  const Icon = ICONS[fileKind(name)];
  return <Icon aria-hidden />;
}
