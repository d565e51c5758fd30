import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import {
  type PageMessage,
  type PageWindow,
  fetchProgramPort,
  handOnProgramPorts,
} from '../../../src/preload/programPort.ts';

function setup() {
  const sent: unknown[][] = [];
  const posted: unknown[][] = [];
  const listeners: ((event: PageMessage) => void)[] = [];
  const page: PageWindow = {
    addEventListener: (_name, listener) => void listeners.push(listener),
    postMessage: (...message) => void posted.push(message),
  };
  const emitter = new EventEmitter();
  // Only what the preload uses of it.
  const ipc = Object.assign(emitter, { send: (...message: unknown[]) => void sent.push(message) }) as never;
  const say = (data: unknown, source: unknown = page) => {
    for (const listener of listeners) listener({ data, source });
  };
  const deliver = (ports: readonly unknown[], ...message: unknown[]) =>
    emitter.emit('banyan.program', { ports }, ...message);
  return { page, ipc, sent, posted, say, deliver };
}

test('SEC-66 a program says once that it is there, and gets one port', () => {
  const { page, ipc, sent, posted, say, deliver } = setup();
  fetchProgramPort(page, ipc);
  say('something else');
  say({ type: 'banyan:ready' });
  say('banyan:ready 0.5', {});
  say(`banyan:ready ${'1'.repeat(33)}`);
  deliver(['too early']);
  expect(sent).toEqual([]);
  say('banyan:ready 0.5');
  say('banyan:ready 0.7');
  expect(sent).toEqual([['banyan.program']]);
  deliver([]);
  deliver(['port'], { evil: true });
  deliver(['second']);
  expect(posted).toEqual([['banyan:port 0.5', '*', ['port']]]);
});

test('SEC-66 our own page gets every port with the label it belongs to', () => {
  const { page, ipc, posted, deliver } = setup();
  handOnProgramPorts(page, ipc);
  deliver(['one'], 'a'.repeat(26));
  deliver(['two'], 'b'.repeat(26));
  expect(posted).toEqual([
    [{ type: 'banyan:program-port', label: 'a'.repeat(26) }, '*', ['one']],
    [{ type: 'banyan:program-port', label: 'b'.repeat(26) }, '*', ['two']],
  ]);
});
