/**
 * What the language and the page gave us before any code of the program's ran: what a program puts in their place changes what it does
 * itself, and not what this script does.
 */
import type { FromProgram, ToProgram } from '@shared/mini/bridge.ts';
import type { PING_MESSAGE, PONG_MESSAGE } from '@shared/mini/bridgeLimits.ts';

/* oxlint-disable typescript/unbound-method -- each is called on its object, by apply */
export const { stringify, parse } = JSON;
export const NativePromise = Promise;
const { apply } = Reflect;
const { encode } = TextEncoder.prototype;
const { arrayBuffer } = Blob.prototype;
const NativeBytes = Uint8Array;
const { postMessage, addEventListener, start, close } = MessagePort.prototype;
const NativeChannel = MessageChannel;
const encoder = new TextEncoder();
const decodeBase64 = atob;
const startLater = setTimeout;
/** Not in every browser. */
const activation = typeof navigator !== 'undefined' && 'userActivation' in navigator ? navigator.userActivation : null;
const { error: writeError, warn: writeWarning } = console;
const timings = performance;
const { getEntriesByType } = timings;
/** A test may have none. */
const NativeRequest = typeof XMLHttpRequest === 'undefined' ? null : XMLHttpRequest;
const request =
  NativeRequest === null ? null : { open: NativeRequest.prototype.open, send: NativeRequest.prototype.send };
/* oxlint-enable typescript/unbound-method */

/** How many scripts and style sheets of this origin were asked for and not answered at all. */
export function filesThatDidNotCome(): number {
  const entries: PerformanceEntryList = apply(getEntriesByType, timings, ['resource']);
  let missing = 0;
  for (const entry of entries) if (isOfPage(entry) && entry.responseStatus === 0) missing += 1;
  return missing;
}

function isOfPage(entry: PerformanceEntry): entry is PerformanceResourceTiming {
  if (!('initiatorType' in entry) || new URL(entry.name).origin !== location.origin) return false;
  return entry.initiatorType === 'script' || entry.initiatorType === 'link' || entry.initiatorType === 'css';
}

/** What no other page of this window has. It is no secret. */
export function newMark(): string {
  return String(Math.random());
}

/** UTF-8 of a text. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return apply(encode, encoder, [text]);
}

/** What the host puts into a port, and what the page answers. */
type Heard = ToProgram | typeof PING_MESSAGE;
type Answer = FromProgram | typeof PONG_MESSAGE;

/** Two ports, each the other's end. */
export function newChannel(): MessageChannel {
  return new NativeChannel();
}

function hearPort<T>(port: MessagePort, heard: (event: MessageEvent<T>) => void): void {
  apply(addEventListener, port, ['message', heard]);
  apply(start, port, []);
}

/** Hears a port from now on, and answers how to speak into it. */
export function openPort(
  port: MessagePort,
  hear: (data: Heard, passed: MessagePort | undefined) => void,
): (message: Answer) => void {
  hearPort(port, ({ data, ports }: MessageEvent<Heard>) => hear(data, ports[0]));
  return (message) => apply(postMessage, port, [message]);
}

/** Calls in a task of its own, after every promise that is settled by now: not held back, as timers are, where nobody sees the page. */
export function soon(task: () => void): void {
  const { port1, port2 } = newChannel();
  hearPort(port1, () => {
    apply(close, port1, []);
    task();
  });
  apply(postMessage, port2, [0]);
}

/** A port that carries bytes alone. */
export interface BytesPort {
  send(bytes: Uint8Array): void;
  close(): void;
}

/** Hears bytes from a port from now on, and when its other end is gone. */
export function openBytesPort(
  port: MessagePort,
  { hear, gone }: { readonly hear: (bytes: Uint8Array) => void; readonly gone: () => void },
): BytesPort {
  apply(addEventListener, port, ['close', gone]);
  hearPort(port, ({ data }: MessageEvent<Uint8Array>) => hear(data));
  return { send: (bytes) => apply(postMessage, port, [bytes]), close: () => apply(close, port, []) };
}

/** All bytes of a blob, also of one from another frame; throws for what is none. */
export async function bytesOfBlob(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await apply(arrayBuffer, blob, []));
}

/** Bytes of base64 text; throws where it is none. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = decodeBase64(text);
  const bytes = new Uint8Array(letters.length);
  for (let index = 0; index < letters.length; index += 1) bytes[index] = letters.charCodeAt(index);
  return bytes;
}

/** The bytes alone: what is sent as a view would take its whole buffer along. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new NativeBytes(bytes);
}

/** Calls what the program gave us; what it throws is the program's, told as an uncaught error, and stops nothing of ours. */
export function callOut<T>(callback: (value: T) => void, value: T): void {
  try {
    callback(value);
  } catch (error) {
    startLater(() => {
      throw error;
    });
  }
}

/** Tells whoever develops the program. */
export function complain(kind: 'error' | 'warning', text: string): void {
  apply(kind === 'error' ? writeError : writeWarning, console, [`webxdc: ${text}`]);
}

/** Returns when the host answers what is asked of `address`; until then nothing of the page runs. At once when the host is gone. */
export function standStill(address: string): void {
  if (NativeRequest === null || request === null) return;
  const asked = new NativeRequest();
  try {
    apply(request.open, asked, ['HEAD', address, false]);
    apply(request.send, asked, []);
  } catch {
    // The host is gone, or the frame is being taken away: there is nobody to wait for.
  }
}

/** Whether a person pressed something in the page just now, as far as the browser says. */
export function isPressed(): boolean {
  return activation === null || activation.isActive;
}

/** Calls a task once, later. */
export function later(delay: number, task: () => void): void {
  startLater(task, delay);
}
