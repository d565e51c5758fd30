import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { AttachButton } from '../files/Attachments.tsx';
import { WalletButton } from '../wallet/WalletButton.tsx';
import styles from './Composer.module.css';
import { EmojiButton } from './EmojiButton.tsx';
import { useDraft } from './useDraft.ts';

/** The count is shown from here on. */
const NEAR_LIMIT = MAX_MESSAGE_LENGTH - 500;

/** Failures that leave no failed message behind in the log: the text goes back into the composer. */
const REFUSALS: ReadonlySet<WorkspaceErrorCode> = new Set([
  'message-empty',
  'message-too-long',
  'contact-missing',
  'contact-blocked',
  'contact-not-accepted',
  'group-missing',
  'group-joining',
  'group-ended',
  'group-not-allowed',
]);

export interface ComposerProps {
  readonly conversation: Conversation;
  /** Something was sent. */
  readonly onSend: () => void;
}

/** Where one writes. Enter sends, Shift+Enter makes a new line. */
export function Composer({ conversation, onSend }: ComposerProps): ReactNode {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(conversation);
  const send = useSend(conversation, draft);
  const isTooLong = draft.text.length > MAX_MESSAGE_LENGTH;
  const isEmpty = draft.text.trim() === '';

  useEffect(() => input.current?.focus(), []);

  const submit = () => {
    if (isEmpty || isTooLong) return;
    send();
    onSend();
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method is open Enter chooses a word.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
    if (event.key === 'ArrowUp' && draft.text === '') {
      event.preventDefault();
      focusNewestMessage(event.currentTarget);
    }
  };
  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AttachButton />
      <WalletButton conversation={conversation} />
      <EmojiButton onEmoji={(emoji) => insertAtCaret(input.current, emoji, draft.setText)} />
      <textarea
        ref={input}
        className={styles['input']}
        dir={draft.text === '' ? undefined : 'auto'}
        rows={1}
        aria-label={t('chats.composer.label', { name: isolate(conversation.name) })}
        aria-describedby={`${id}limit`}
        aria-invalid={isTooLong || undefined}
        placeholder={t('chats.composer.placeholder')}
        data-pane-focus=""
        value={draft.text}
        onChange={(event) => draft.setText(event.target.value)}
        onBlur={draft.save}
        onKeyDown={onKeyDown}
      />
      <IconButton
        type="submit"
        className={styles['send'] ?? ''}
        label={t('chats.composer.send')}
        icon={<SendHorizontal aria-hidden />}
        directional
        disabled={isEmpty || isTooLong}
      />
      <LengthNote id={`${id}limit`} length={draft.text.length} />
    </form>
  );
}

function LengthNote({ id, length }: { readonly id: string; readonly length: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const left = MAX_MESSAGE_LENGTH - length;
  return (
    <div
      id={id}
      className={styles['limit']}
      role={left < 0 ? 'alert' : undefined}
      hidden={length < NEAR_LIMIT}
      data-over={left < 0}
    >
      {length < NEAR_LIMIT
        ? ''
        : left < 0
          ? t('chats.composer.tooLong', {
              over: -left,
              overText: formats.number(-left),
              limit: formats.number(MAX_MESSAGE_LENGTH),
            })
          : t('chats.composer.left', { left, leftText: formats.number(left) })}
    </div>
  );
}

function useSend(conversation: Conversation, draft: ReturnType<typeof useDraft>): () => void {
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const send = async (text: string) => {
    const sent = await workspace.sendText(conversation.space, text);
    if (sent.ok || !REFUSALS.has(sent.error.code)) return;
    draft.giveBack(text);
    toast({ tone: 'danger', text: errorText(sent.error.code) });
  };
  return () => {
    const { text } = draft;
    draft.clear();
    void send(text.trim());
  };
}

/** Puts text where the caret is, as typing would, so that the platform's undo knows of it. */
function insertAtCaret(input: HTMLTextAreaElement | null, text: string, set: (text: string) => void): void {
  if (!input) return;
  const { selectionStart, selectionEnd, value } = input;
  set(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
  const caret = selectionStart + text.length;
  requestAnimationFrame(() => {
    input.focus();
    input.setSelectionRange(caret, caret);
  });
}

function focusNewestMessage(from: HTMLElement): void {
  const pane = from.closest('[data-pane="content"]') ?? document;
  pane.querySelector<HTMLElement>('[data-message][tabindex="0"]')?.focus();
}
