import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { MailboxAnswer } from '@shared/mailbox/frames.ts';
import { refuseUpgrade } from '../signaling/signaling.ts';

/** Tells who asks at a service that keeps nothing. A refused upgrade would say so to nobody: pages are not told why. */
export interface NoMailbox {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** Sockets that are being told so at once; more are refused. */
const MOST_TOLD = 64;
const TOLD_WITHIN_MS = 2000;
const NONE: MailboxAnswer = { type: 'none' };

/** Creates what stands where a mailbox would (MBS-11). */
export function createNoMailbox(
  options: { readonly isOriginAllowed?: (origin: string | undefined) => boolean } = {},
): NoMailbox {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 1024,
    perMessageDeflate: false,
    clientTracking: true,
  });
  server.on('wsClientError', (_error, socket) => socket.destroy());
  return {
    handleUpgrade: (request, socket, head) => {
      if (options.isOriginAllowed?.(request.headers.origin) === false) return refuseUpgrade(socket, '403 Forbidden');
      if (server.clients.size >= MOST_TOLD) return refuseUpgrade(socket, '503 Service Unavailable');
      server.handleUpgrade(request, socket, head, (told) => {
        told.on('error', () => undefined);
        const timer = setTimeout(() => told.terminate(), TOLD_WITHIN_MS);
        timer.unref();
        told.once('close', () => clearTimeout(timer));
        told.send(JSON.stringify(NONE), () => told.close(1000));
      });
    },
    close: () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
