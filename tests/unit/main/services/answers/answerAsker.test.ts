import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_ANSWER_BYTES, MAX_ANSWER_TEXT, answerContract } from '@shared/ipc/answerContract.ts';
import { createAnswerAsker } from '../../../../../src/main/services/answers/answerAsker.ts';

interface Seen {
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let base: string;
let serve: (response: ServerResponse) => void;
const seen: Seen[] = [];

beforeEach(async () => {
  seen.length = 0;
  server = createServer((request, response) => {
    const pieces: Uint8Array[] = [];
    request.on('data', (piece: Uint8Array) => pieces.push(piece));
    request.on('end', () => {
      seen.push({ path: request.url, headers: request.headers, body: Buffer.concat(pieces).toString() });
      serve(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const question = (url: string) => ({ url, model: 'small', instructions: 'Be brief.', text: 'When do you open?' });
const answering = (content: unknown) => (response: ServerResponse) =>
  response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));

describe('asking an endpoint that answers', () => {
  it('ANS-1 asks https, or http on this machine, and nobody else', () => {
    const { input } = answerContract['answer.ask'];
    const isAsked = (url: string) => v.is(input, question(url));
    for (const url of ['https://api.example.org/v1', 'http://localhost:11434/v1', 'http://[::1]:1/', base])
      expect([url, isAsked(url)]).toEqual([url, true]);
    const near = ['http://192.168.1.4', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example'];
    for (const url of [...near, 'http://api.example.org', 'file:///etc/passwd', 'https://me:it@api.example.org', 'x'])
      expect([url, isAsked(url)]).toEqual([url, false]);
  });

  it('ANS-2 sends one question of that form and nothing of who asks', async () => {
    serve = answering(' At nine. ');
    const ask = createAnswerAsker();
    expect(await ask(question(`${base}/v1/`))).toEqual({ ok: true, value: { text: 'At nine.' } });
    await ask(question(`${base}/v1/chat/completions`));
    expect(seen.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/chat/completions']);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      model: 'small',
      stream: false,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'When do you open?' },
      ],
    });
    expect(seen[0]?.headers).toMatchObject({ 'user-agent': 'Banyan', 'content-type': 'application/json' });
    expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['cookie']));
    serve = (response) => response.writeHead(302, { location: `${base}/elsewhere` }).end();
    expect(await ask(question(base))).toMatchObject({ error: { code: 'unreachable' } });
    expect(seen.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('ANS-3 takes no answer that is too long, too late, of another form or none', async () => {
    serve = (response) => response.end('x'.repeat(MAX_ANSWER_BYTES + 1));
    expect(await createAnswerAsker()(question(base))).toMatchObject({ error: { code: 'too-large' } });
    serve = () => undefined;
    expect(await createAnswerAsker({ deadline: 50 })(question(base))).toMatchObject({ error: { code: 'unreachable' } });
    for (const content of [null, '', 7, ['a']]) {
      serve = answering(content);
      expect(await createAnswerAsker()(question(base))).toMatchObject({ error: { code: 'unreachable' } });
    }
    serve = (response) => response.writeHead(500).end(JSON.stringify({ choices: [{ message: { content: 'no' } }] }));
    expect(await createAnswerAsker()(question(base))).toMatchObject({ error: { code: 'unreachable' } });
    serve = answering('y'.repeat(MAX_ANSWER_TEXT + 10));
    const long = await createAnswerAsker()(question(base));
    expect(long.ok && long.value.text.length).toBe(MAX_ANSWER_TEXT);
  });
});
