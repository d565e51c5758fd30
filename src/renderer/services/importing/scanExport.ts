import { type Result, fail, ok } from '@shared/result.ts';
import { type ScanReader, telegramScan, whatsappScan } from '@domain/importing/importScan.ts';
import type { Clock } from '@ports/clock.ts';
import { WorkSlice } from '../replication/workSlice.ts';
import type { ImportWorkspace, ScannedExport } from '../workspace/importWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { type OpenedExport, openExport } from './exportFiles.ts';
import { localTime } from './localTime.ts';
import { piecesOf, textOf } from './pieces.ts';

/** Looks an export through before anything of it is taken (IMP-1, IMP-3), a little at a time. */
export async function scanExport(
  clock: Clock,
  ...[files, { signal, onProgress }]: Parameters<ImportWorkspace['scanExport']>
): Promise<Result<ScannedExport, WorkspaceError>> {
  const opened = await openExport(files);
  if (!opened.ok) return opened;
  const reader = readerFor(opened.value, clock);
  const slice = new WorkSlice(clock);
  let done = 0;
  try {
    for await (const { text, bytes } of textOf(piecesOf(opened.value.text.source()))) {
      if (signal.aborted) return fail('upload-cancelled', 'the person gave up');
      reader.push(text);
      done += bytes;
      onProgress(opened.value.text.size === 0 ? 1 : done / opened.value.text.size);
      if (slice.isOver) await slice.letGo();
    }
  } catch {
    return fail('import-damaged', 'the text cannot be read to its end');
  }
  return toldOf(opened.value, reader);
}

function readerFor({ source }: OpenedExport, clock: Clock): ScanReader {
  return source === 'whatsapp' ? whatsappScan(latestYear(clock)) : telegramScan(localTime);
}

function toldOf({ source, name, files }: OpenedExport, reader: ScanReader): Result<ScannedExport, WorkspaceError> {
  const { chats, order } = reader.end();
  const found = chats.filter(({ messages }) => messages > 0);
  return found.length === 0 ? fail('import-unknown', 'no messages in it') : ok({ source, name, chats, order, files });
}

/** The latest year a message may be of. */
export function latestYear(clock: Pick<Clock, 'now'>): number {
  return new Date(clock.now()).getFullYear();
}
