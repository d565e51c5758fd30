import { useCallback } from 'react';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { isolate, type Translate, useT } from '@i18n/useT.tsx';
import type { MessageBody } from '@services/workspace/messageViews.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { usePlainText } from './usePlainText.ts';

/** What a message says in one line: for the list of chats and for screen readers. */
export function useMessageWords(): (body: MessageBody) => string {
  const t = useT();
  const plain = usePlainText();
  return useCallback(
    (body) => {
      if (body.kind === 'text') return tameMarks(plain(body.text));
      return messageLine(t, body.kind === 'file' ? { ...body, caption: plain(body.caption) } : body);
    },
    [t, plain],
  );
}

function messageLine(t: Translate, body: Exclude<MessageBody, { kind: 'text' }>): string {
  switch (body.kind) {
    case 'file':
      return fileLine(t, body);
    case 'program':
      return t('chats.program.card', { name: named(body.program.name) });
    case 'program-info':
      return t('chats.program.line', { text: named(body.text) });
    case 'wallet':
      return walletLine(t, body);
    case 'unsupported':
    case 'notice':
      return t('chats.message.unsupported');
    default:
      return otherLine(t, body);
  }
}

type Other = Extract<
  MessageBody,
  { kind: 'sticker' | 'contact' | 'place' | 'poll' | 'post' | 'fleeting' | 'recalled' }
>;

function otherLine(t: Translate, body: Other): string {
  switch (body.kind) {
    case 'sticker':
      return t('chats.message.sticker', { emoji: body.sticker.emoji });
    case 'contact':
      return t('chats.message.contact', { name: named(body.contact.name) });
    case 'place': {
      const label = body.place.label.trim();
      return label === '' ? t('chats.message.place') : t('chats.message.placeNamed', { label: named(label) });
    }
    case 'poll':
      return t('chats.message.poll', { question: named(body.poll.question) });
    case 'post':
      return t('chats.message.post', { title: named(body.post.shared.title) });
    case 'fleeting':
    case 'recalled':
      return t(`chats.message.${body.kind}`);
  }
}

function walletLine(t: Translate, { card }: Extract<MessageBody, { kind: 'wallet' }>): string {
  const what = t(`chats.wallet.${card.about}`);
  return card.note === '' ? what : t('chats.wallet.noted', { what, note: named(card.note) });
}

function fileLine(t: Translate, { file, caption, media }: Extract<MessageBody, { kind: 'file' }>): string {
  const text = named(caption);
  if (media?.kind === 'voice') return t('chats.message.voice');
  if (media?.kind === 'video') {
    return caption === '' ? t('chats.message.video') : t('chats.message.videoCaption', { text });
  }
  if (file.picture !== null) return caption === '' ? t('files.photo') : t('files.photo.caption', { text });
  const name = isolate(cleanFileName(file.name));
  return caption === '' ? t('files.file', { name }) : t('files.file.caption', { text, name });
}

function named(text: string): string {
  return isolate(tameMarks(text));
}
