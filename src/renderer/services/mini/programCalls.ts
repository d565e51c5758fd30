import * as v from 'valibot';
import {
  type BridgeCall,
  type BridgeCallInput,
  type BridgeCallOutput,
  type BridgeErrorCode,
  bridgeCalls,
} from '@shared/mini/bridge.ts';
import { MAX_BRIDGE_FILE } from '@shared/mini/bridgeLimits.ts';
import { cleanWords } from '@shared/cleanLine.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { cleanFileName, fileExtension } from '@domain/chat/fileName.ts';
import { orderId, programAddress } from '@domain/mini/address.ts';
import { cleanText } from '@domain/mini/cleanUpdate.ts';
import { decide } from '@domain/mini/permission.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { NeededPermission, ProgramHostParts } from './hostParts.ts';
import type { ProgramFile } from './prompts.ts';

/** How a call ends. */
export type CallResult<C extends BridgeCall = BridgeCall> = Promise<
  Result<BridgeCallOutput[C], Failure<BridgeErrorCode>>
>;
type Act<C extends BridgeCall> = (parts: ProgramHostParts, input: BridgeCallInput<C>) => CallResult<C>;
interface Call<C extends BridgeCall> {
  readonly needs: NeededPermission;
  readonly act: Act<C>;
  /** Whether this edition can do it at all; left out where every edition can. */
  readonly isThere?: (parts: ProgramHostParts) => Promise<boolean>;
}

const calls: { readonly [C in BridgeCall]: Call<C> } = {
  sendToChat: { needs: null, act: (parts, { text, file }) => hand(parts, text ?? '', file) },
  importFiles: { needs: null, act: importFiles },
  'banyan.profile': { needs: 'profile', act: profile },
  'banyan.contacts.pick': { needs: 'contacts.pick', act: pickContacts },
  'banyan.scan': { needs: 'scan', act: scan },
  'banyan.clipboard.write': { needs: 'clipboard.write', act: copy },
  'banyan.net.fetch': { needs: 'net', act: reach, isThere: ({ net }) => net.isThere() },
  'banyan.pay': { needs: 'pay', act: pay, isThere: ({ payments }) => payments.isThere() },
  'banyan.share': { needs: 'share', act: (parts, { text }) => hand(parts, text, null) },
};

/** Answers a call of a program (MPH-6…MPH-8): parsed, allowed, done. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it binds the call's schema to its act
export async function answerCall<C extends BridgeCall>(
  parts: ProgramHostParts,
  call: C,
  input: unknown,
): Promise<Result<unknown, Failure<BridgeErrorCode>>> {
  const parsed = v.safeParse(bridgeCalls[call], input);
  if (!parsed.success) return fail('invalid-input', `${call}: the input does not fit`);
  const { needs, act, isThere }: Call<C> = calls[call];
  // Nobody is asked for leave to do what can not be done.
  if (isThere !== undefined && !(await isThere(parts))) return fail('unsupported', `${call}: not in this edition`);
  const refused = needs === null ? null : await allow(parts, needs);
  if (refused !== null) return fail(refused, `${call}: ${refused}`);
  return act(parts, parsed.output);
}

async function allow(parts: ProgramHostParts, needs: Exclude<NeededPermission, null>): Promise<BridgeErrorCode | null> {
  const { open, permissions, prompts, clock } = parts;
  const answer = decide(open.declared, await permissions.grants(open.instance), needs);
  if (answer === 'not-declared') return 'not-declared';
  if (answer !== 'ask') return answer === 'granted' ? null : 'not-granted';
  const hosts = needs === 'net' ? open.declared.net : [];
  const asked = await prompts.ask({ kind: 'permission', permission: needs, hosts }, null);
  if (asked === null) return 'busy';
  // Closed without a word: nothing is remembered, and it may ask another time.
  if (asked.answer === null) return 'not-granted';
  await permissions.remember(open.instance, { permission: needs, granted: asked.answer, hosts, at: clock.now() });
  return asked.answer ? null : 'not-granted';
}

/** The program is not told whether anything was sent, or where. */
async function hand(parts: ProgramHostParts, text: string, file: ProgramFile | null): CallResult<'sendToChat'> {
  const clean = file === null ? null : { ...file, name: cleanFileName(file.name), type: mimeOf(file.type) };
  const asked = await parts.prompts.ask({ kind: 'send-to-chat', text: cleanWords(text), file: clean }, null);
  if (asked === null) return fail('busy', 'too much is asked');
  if (asked.answer !== null) await parts.people.send(asked.answer.space, asked.answer.text, clean);
  return ok(null);
}

async function importFiles(
  { prompts }: ProgramHostParts,
  { extensions, mimeTypes, multiple }: BridgeCallInput<'importFiles'>,
): CallResult<'importFiles'> {
  const wanted = {
    extensions: extensions.map((extension) => extension.toLowerCase()).filter((text) => /^\.[^./\\\s]+$/.test(text)),
    mimeTypes: mimeTypes.map((type) => type.toLowerCase()).filter((text) => mimeOf(text) === text && text !== ''),
  };
  const asked = await prompts.ask({ kind: 'import-files', ...wanted, multiple }, []);
  if (asked === null) return fail('busy', 'too much is asked');
  const fitting = asked.answer.filter((file) => fits(file, wanted) && file.bytes.length <= MAX_BRIDGE_FILE);
  return ok(
    fitting.slice(0, multiple ? 100 : 1).map(({ name, type, bytes }) => ({ name: cleanFileName(name), type, bytes })),
  );
}

/** A file fits by either list; where nothing is asked for, every file does. */
function fits(
  { name, type }: ProgramFile,
  wanted: { readonly extensions: readonly string[]; readonly mimeTypes: readonly string[] },
): boolean {
  if (wanted.extensions.length + wanted.mimeTypes.length === 0) return true;
  if (wanted.extensions.includes(`.${fileExtension(name)}`)) return true;
  return wanted.mimeTypes.some((mime) =>
    mime.endsWith('/*') ? type.startsWith(mime.slice(0, -1)) : mime === type.toLowerCase(),
  );
}

function mimeOf(type: string): string {
  return /^[a-z0-9!#$&^_.+-]+\/([a-z0-9!#$&^_.+-]+|\*)$/.test(type) ? type : '';
}

async function profile({ open, people }: ProgramHostParts): CallResult<'banyan.profile'> {
  return ok({ id: open.self.selfAddr, ...(await people.ownProfile()) });
}

async function pickContacts(
  { open, prompts, people }: ProgramHostParts,
  { multiple }: BridgeCallInput<'banyan.contacts.pick'>,
): CallResult<'banyan.contacts.pick'> {
  const asked = await prompts.ask({ kind: 'pick-contacts', multiple }, null);
  if (asked === null) return fail('busy', 'too much is asked');
  if (asked.answer === null) return fail('cancelled', 'nobody was chosen');
  const chosen = asked.answer.slice(0, multiple ? 1000 : 1);
  return ok(
    await Promise.all(
      chosen.map(async (account) => ({
        id: programAddress(account, open.instance),
        name: await people.nameOf(account),
      })),
    ),
  );
}

async function scan({ prompts }: ProgramHostParts): CallResult<'banyan.scan'> {
  const asked = await prompts.ask({ kind: 'scan' }, null);
  return asked === null ? fail('busy', 'too much is asked') : ok(asked.answer);
}

async function copy(
  { prompts }: ProgramHostParts,
  { text }: BridgeCallInput<'banyan.clipboard.write'>,
): CallResult<'banyan.clipboard.write'> {
  const asked = await prompts.ask({ kind: 'copy', text: cleanWords(text.toWellFormed()) }, false);
  if (asked === null) return fail('busy', 'too much is asked');
  return asked.answer ? ok(null) : fail('cancelled', 'not copied');
}

async function reach(
  { open, net, permissions }: ProgramHostParts,
  request: BridgeCallInput<'banyan.net.fetch'>,
): CallResult<'banyan.net.fetch'> {
  if (!isAllowedAddress(request.url, open.declared.net)) return fail('not-granted', 'not one of the hosts asked for');
  const grant = { isTakenBack: false };
  const stop = permissions.watch(open.instance, (grants) => {
    // What is taken back is over at once, also what is under way.
    if (grant.isTakenBack || decide(open.declared, grants, 'net') === 'granted') return;
    grant.isTakenBack = true;
    net.hangUp(open.label);
  });
  const answer = await net.fetch({ ...request, label: open.label, hosts: open.declared.net });
  stop();
  return grant.isTakenBack ? fail('not-granted', 'it was taken back') : answer;
}

/** `https`, a host of the list exactly, no port and no name before it. */
function isAllowedAddress(url: string, hosts: readonly string[]): boolean {
  const host = /^https:\/\/([a-z0-9.-]+)(?:[/?#]|$)/.exec(url)?.[1];
  return host !== undefined && hosts.includes(host);
}

async function pay(
  { open, people, payments, prompts }: ProgramHostParts,
  { to, amount, memo, reference }: BridgeCallInput<'banyan.pay'>,
): CallResult<'banyan.pay'> {
  const members = await people.membersOf(open.space);
  const payee = members.find((account) => programAddress(account, open.instance) === to);
  if (payee === undefined || to === open.self.selfAddr) return fail('invalid-input', 'banyan.pay: nobody to be paid');
  const order: PaymentOrder = {
    id: orderId(open.self.selfAddr, reference),
    instance: open.instance,
    space: open.space,
    program: open.name,
    payee,
    amount,
    memo: cleanText(memo, 140),
    reference,
  };
  const ended = await payments.pay(order, async () => {
    const asked = await prompts.ask({ kind: 'pay', order }, 'declined');
    return asked === null ? 'busy' : asked.answer;
  });
  if (ended.ok) return ok({ receipt: null, ...ended.value });
  const { code, message } = ended.error;
  return fail(code === 'mismatch' ? 'invalid-input' : code, message);
}
