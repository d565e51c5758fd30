import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { ok } from '@shared/result.ts';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { SendExtras } from '@services/workspace/messageWorkspace.ts';
import type { Conversation, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { writingKeys } from '@ui/keys/chatKeys.ts';
import { chordOf } from '@ui/keys/chord.ts';
import { type Mentions, useMentions } from '../mentions/useMentions.tsx';
import { type LinkPreviewDraft, useLinkPreview } from '../previews/useLinkPreview.tsx';
import { useTakeReply, useWritingBar } from '../reply/useWritingBar.tsx';
import { type SendLater, useSendLater } from '../schedule/useSendLater.tsx';
import { keptId, wordsOf } from '../talk/messageFacts.ts';
import { useTalk, useWriting } from '../talk/talkContext.ts';
import type { Writing } from '../talk/talkDesk.ts';
import { unfinishedEdits } from '../talk/unfinishedEdits.ts';
import type { Draft } from './useDraft.ts';
import { useEmojiCompletion } from './useEmojiCompletion.tsx';
import type { Completion } from './useOffers.ts';

/** Failures that leave no failed message behind in the log: the text goes back into the composer. */
const REFUSALS: ReadonlySet<WorkspaceErrorCode> = new Set([
  'engine-unreachable',
  'looking-back',
  'message-empty',
  'message-too-long',
  'contact-missing',
  'contact-blocked',
  'contact-not-accepted',
  'device-removed',
  'group-missing',
  'group-joining',
  'group-ended',
  'group-not-allowed',
]);

/** Failures that say that there is nothing left to change. */
const GONE: ReadonlySet<WorkspaceErrorCode> = new Set(['message-missing', 'message-unfit']);

export interface ComposingOptions {
  readonly conversation: Pick<Conversation, 'space'>;
  readonly draft: Draft;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  /** Something was sent. */
  readonly onSend: () => void;
}

/** What is in the field, and what becomes of it: a new message, an answer, or other words for an own one. */
export interface Composing {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly isEditing: boolean;
  readonly canSend: boolean;
  /** People, or emoji, whose name is being typed. */
  readonly names: ReactNode;
  /** Above the field: what the message will show of the page it links to. */
  readonly preview: ReactNode;
  /** For the field: which of them Enter takes. */
  readonly attributes: Completion['attributes'];
  /** The caret moved, or words came. */
  readonly onCaret: Completion['onCaret'];
  readonly submit: () => void;
  /** Sending at another time. */
  readonly later: SendLater;
  /** True where the key was for what stands above, or began an edit. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
}

/** See {@link Composing}. */
export function useComposing({ conversation, draft, input, onSend }: ComposingOptions): Composing {
  const { space } = conversation;
  const talk = useTalk();
  const writing = useWriting();
  const field = useField(space, { writing, draft });
  const { text, setText } = field;
  const mentions = useMentions({ input, text, setText });
  const emoji = useEmojiCompletion(input);
  const { onKeyDown } = useWritingBar();
  const preview = useLinkPreview(text, writing.kind === 'edit', () => input.current?.focus());
  const send = useSend(space, { draft, preview });
  const save = useSave(space);
  const later = useLater(space, { text, writing, mentions, draft });
  useFocusOnWriting(writing, input);
  const isFull = text.trim() !== '' || (writing.kind === 'edit' && writing.message.body.kind === 'file');
  const canSend = isFull && text.length <= MAX_MESSAGE_LENGTH;
  const submit = () => {
    if (!canSend) return;
    const words = text.trim();
    const named = mentions.mentionsIn(words);
    if (writing.kind === 'edit') save(writing, words, named);
    else {
      send(words, named);
      onSend();
    }
    input.current?.focus();
  };
  return {
    text,
    setText,
    isEditing: writing.kind === 'edit',
    canSend,
    submit,
    later,
    preview: preview.bar,
    names: (
      <>
        {mentions.list}
        {emoji.list}
      </>
    ),
    attributes: { ...mentions.attributes, ...emoji.attributes },
    onCaret: (event) => {
      mentions.onCaret(event);
      emoji.onCaret(event);
    },
    onKeyDown: (event) =>
      mentions.onKeyDown(event) || emoji.onKeyDown(event) || onKeyDown(event) || beginsEdit(event, { text, talk }),
  };
}

/** The words of the draft; while a message is edited its own, beside which the draft stays as it is. They wait for the next field (CHAT-UI-198). */
function useField(
  space: Conversation['space'],
  { writing, draft }: { readonly writing: Writing; readonly draft: Draft },
): Pick<Draft, 'text' | 'setText'> {
  const [edit, setEdit] = useState<{ readonly of: Writing; readonly text: string } | null>(() =>
    writing.kind === 'edit' ? { of: writing, text: begunWords(space, writing) } : null,
  );
  useEffect(() => {
    if (writing.kind !== 'edit' || unfinishedEdits.wordsFor(space, writing.message) === null)
      unfinishedEdits.drop(space);
  }, [space, writing]);
  if (writing.kind !== 'edit') return draft;
  const text = edit?.of === writing ? edit.text : (wordsOf(writing.message) ?? '');
  const setText = (next: string) => {
    unfinishedEdits.hold(space, { message: writing.message, text: next });
    setEdit({ of: writing, text: next });
  };
  return { text, setText };
}

function begunWords(space: Conversation['space'], { message }: Editing): string {
  return unfinishedEdits.wordsFor(space, message) ?? wordsOf(message) ?? '';
}

/** The field has the focus once something is to be answered or edited, behind its last word. */
function useFocusOnWriting(writing: Writing, input: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const field = input.current;
    if (writing.kind === 'new' || field === null) return;
    // A menu gives the focus back to where it was first.
    const frame = requestAnimationFrame(() => {
      field.focus();
      if (writing.kind === 'edit') field.setSelectionRange(field.value.length, field.value.length);
    });
    return () => cancelAnimationFrame(frame);
  }, [writing, input]);
}

type Named = ReturnType<Mentions['mentionsIn']>;

function namedExtras(named: Named): SendExtras {
  return named.length > 0 ? { mentions: named } : {};
}

interface Written {
  readonly text: string;
  readonly writing: Writing;
  readonly mentions: Mentions;
  readonly draft: Draft;
}

/** What is in the field, at another time. An edit is not put off. */
function useLater(space: Conversation['space'], { text, writing, mentions, draft }: Written): SendLater {
  const takeReply = useTakeReply();
  const words = text.trim();
  const canWait = writing.kind !== 'edit' && words !== '' && text.length <= MAX_MESSAGE_LENGTH;
  const answered = writing.kind === 'reply' ? keptId(writing.to) : null;
  return useSendLater({
    space,
    words: () => {
      const reply = answered === null ? {} : { reply: answered };
      return canWait ? { text: words, extras: { ...reply, ...namedExtras(mentions.mentionsIn(words)) } } : null;
    },
    onScheduled: () => {
      takeReply();
      draft.clear();
    },
  });
}

interface Sending {
  readonly draft: Draft;
  readonly preview: LinkPreviewDraft;
}

function useSend(space: Conversation['space'], { draft, preview }: Sending): (text: string, named: Named) => void {
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const talk = useTalk();
  const takeReply = useTakeReply();
  const send = async (text: string, named: Named) => {
    const answered = talk.writing.get();
    const extras = { ...takeReply(), ...namedExtras(named), ...preview.take() };
    const sent = await workspace.sendText(space, text, extras);
    if (sent.ok || !REFUSALS.has(sent.error.code)) return;
    draft.giveBack(text);
    if (answered.kind === 'reply') talk.reply(answered.to);
    toast({ tone: 'danger', text: errorText(sent.error.code) });
  };
  return (text, named) => {
    draft.clear();
    void send(text, named);
  };
}

type Editing = Extract<Writing, { kind: 'edit' }>;

/** Keeps the words in the field until they are saved. */
function useSave(space: Conversation['space']): (writing: Editing, text: string, named: Named) => void {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const talk = useTalk();
  const isSaving = useRef(false);
  const tell = (failure: WorkspaceErrorCode) =>
    toast({ tone: 'danger', text: GONE.has(failure) ? t('messages.edit.gone') : errorText(failure) });
  const save = async (writing: Editing, text: string, named: Named) => {
    const id = keptId(writing.message);
    if (id === null || isSaving.current) return;
    isSaving.current = true;
    const isChanged = text !== wordsOf(writing.message);
    const saved = isChanged ? await workspace.editMessage(space, id, { text, mentions: named }) : ok();
    isSaving.current = false;
    const failure = saved.ok ? null : saved.error.code;
    if (failure !== null) tell(failure);
    if (failure !== null && !GONE.has(failure)) return;
    // The field may have gone meanwhile, and nobody else would say that this is done.
    unfinishedEdits.finish(space, writing.message, failure === null ? text : null);
    if (talk.writing.get() === writing) talk.writeNew();
  };
  return (writing, text, named) => void save(writing, text, named);
}

/** The arrow up in an empty field edits the newest own message; with Ctrl, or where there is none, it goes to the newest of all. */
function beginsEdit(
  event: KeyboardEvent<HTMLTextAreaElement>,
  { text, talk }: { readonly text: string; readonly talk: ReturnType<typeof useTalk> },
): boolean {
  const chord = chordOf(event);
  if (text !== '' || (chord !== writingKeys.editNewest && chord !== writingKeys.toMessages)) return false;
  event.preventDefault();
  const newest = talk.newestEditable;
  if (newest !== null && chord === writingKeys.editNewest) talk.edit(newest);
  else focusNewestMessage(event.currentTarget);
  return true;
}

function focusNewestMessage(from: HTMLElement): void {
  const pane = from.closest('[data-pane="content"]') ?? document;
  pane.querySelector<HTMLElement>('[data-message][tabindex="0"]')?.focus();
}
