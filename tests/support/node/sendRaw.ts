import { type Socket, connect } from 'node:net';

/** A server that neither answers nor closes is let go of, ms. */
const PATIENCE = 15_000;

/** Opens a TCP connection to the port of an address, lets `write` use it, and waits until it is closed, however it ends. */
export function sendRaw(url: string, write: (socket: Socket) => void): Promise<void> {
  return new Promise((resolve) => {
    const raw = connect(Number(new URL(url).port), '127.0.0.1', () => write(raw));
    raw.setTimeout(PATIENCE, () => raw.destroy());
    raw
      .on('close', () => resolve())
      .on('error', () => undefined)
      .resume();
  });
}
