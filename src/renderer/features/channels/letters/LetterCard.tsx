import { type ReactNode, useState } from 'react';
import { MAX_REMARK } from '@domain/feed/note.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelLetter } from '@services/workspace/channelWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Outcome } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { MessageText } from '@ui/text/MessageText.tsx';
import { postHref } from '../channelPlace.ts';
import { useChannels, useReport } from '../useChannels.ts';
import { inviteIn } from './inviteIn.ts';
import styles from './Letters.module.css';

/** One letter, what was answered, and what can be done with it. */
export function LetterCard({ letter }: { readonly letter: ChannelLetter }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { name, at, text, answers, kind, post, channel, assigned } = letter;
  return (
    <li className={styles['letter']}>
      <p className={styles['who']}>
        <strong>
          <PersonName>{name}</PersonName>
        </strong>
        <span>{t(`channels.letters.kind.${kind}`)}</span>
        <time dateTime={new Date(at).toISOString()}>{formats.moment(at, now)}</time>
        {assigned !== null && <span>{t('channels.letters.assignedTo', { name: isolate(assigned) })}</span>}
        {post !== null && <a href={postHref({ channel, id: post })}>{t('channels.letters.post')}</a>}
      </p>
      <p className={styles['words']} dir="auto">
        <MessageText text={text} hasTabStops />
      </p>
      {answers.length > 0 && (
        <div className={styles['answers']}>
          {answers.map((answer) => (
            <p key={`${answer.at} ${answer.text}`} className={styles['words']} dir="auto">
              {inviteIn(answer.text) === null ? answer.text : t('paid.invite.given')}
            </p>
          ))}
        </div>
      )}
      <Acts letter={letter} />
    </li>
  );
}

function Acts({ letter }: { readonly letter: ChannelLetter }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const channels = useChannels();
  const report = useReport();
  const [isAnswering, setAnswering] = useState(false);
  const [isPending, setPending] = useState(false);
  const run = async (outcome: Outcome) => {
    setPending(true);
    await report(outcome);
    setPending(false);
  };
  // Who is to pay has to be a contact: they ask for a way to become one.
  const sendInvite = async (): Outcome => {
    const invite = await workspace.createInvite();
    return invite.ok ? channels.answerLetter(letter.id, invite.value.link) : invite;
  };
  const isInvited = letter.answers.some((answer) => inviteIn(answer.text) !== null);
  const isOver = letter.state === 'done' || letter.state === 'refused';
  const isComment = letter.kind === 'comment';
  return (
    <>
      <div className={styles['acts']}>
        {isComment && !isOver && (
          <Button variant="primary" pending={isPending} onClick={() => void run(channels.publishComment(letter.id))}>
            {t('channels.letters.publish')}
          </Button>
        )}
        <Button aria-expanded={isAnswering} onClick={() => setAnswering(!isAnswering)}>
          {t('channels.letters.answer')}
        </Button>
        {!isComment && !isOver && !isInvited && (
          <Button pending={isPending} onClick={() => void run(sendInvite())}>
            {t('paid.invite.give')}
          </Button>
        )}
        <Settling
          letter={letter}
          isOver={isOver}
          onSettle={(state) => void run(channels.settleLetter(letter.id, state))}
        />
      </div>
      {isAnswering && <Answer letter={letter} onDone={() => setAnswering(false)} />}
    </>
  );
}

interface SettlingProps {
  readonly letter: ChannelLetter;
  readonly isOver: boolean;
  readonly onSettle: (state: ChannelLetter['state']) => void;
}

/** Where a letter stands among the editors. */
function Settling({ letter, isOver, onSettle }: SettlingProps): ReactNode {
  const t = useT();
  if (isOver) {
    return (
      <Button variant="quiet" onClick={() => onSettle('open')}>
        {t('channels.letters.reopen')}
      </Button>
    );
  }
  const isComment = letter.kind === 'comment';
  return (
    <>
      {letter.state === 'open' && <Button onClick={() => onSettle('assigned')}>{t('channels.letters.assign')}</Button>}
      {!isComment && <Button onClick={() => onSettle('done')}>{t('channels.letters.done')}</Button>}
      <Button variant="quiet" onClick={() => onSettle('refused')}>
        {t(isComment ? 'channels.letters.refuse' : 'channels.letters.dismiss')}
      </Button>
    </>
  );
}

function Answer({ letter, onDone }: { readonly letter: ChannelLetter; readonly onDone: () => void }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  const [text, setText] = useState('');
  const [isPending, setPending] = useState(false);
  const send = async () => {
    setPending(true);
    const done = await report(channels.answerLetter(letter.id, text.trim()));
    setPending(false);
    if (done !== null) onDone();
  };
  return (
    <form
      className={styles['answer']}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void send();
      }}
    >
      <TextArea
        label={t('channels.letters.answer.of', { name: isolate(letter.name) })}
        rows={3}
        autoFocus
        maxLength={MAX_REMARK}
        value={text}
        onChange={setText}
      />
      <Button variant="primary" type="submit" pending={isPending} disabled={text.trim() === ''}>
        {t('channels.letters.send')}
      </Button>
    </form>
  );
}
