import type { IpcMainInvokeEvent } from 'electron';
import { isOwnAddress } from './address.ts';

/**
 * Whether a call over IPC comes from the page we made: a window of ours, its top frame, on our origin now.
 * A frame that navigated away or died meanwhile is `null` and refused.
 */
export function isTrustedSender(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  origin: string,
  isOurWindow: (contentsId: number) => boolean,
): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null) return false;
  return isOurWindow(event.sender.id) && isOwnAddress(frame.origin, origin) && isOwnAddress(frame.url, origin);
}
