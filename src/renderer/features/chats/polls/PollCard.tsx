import { Check } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { toggled } from '@shared/toggled.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Poll } from '@domain/chat/bodies.ts';
import type { PollState } from '@services/workspace/messageViews.ts';
import { Button } from '@ui/controls/Button.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import styles from './Polls.module.css';
import { type PollAnswer, pollAnswers, UNTOLD } from './pollView.ts';

export interface PollCardProps {
  readonly poll: Poll;
  /** What people chose; undefined where nobody did. */
  readonly state: PollState | undefined;
  readonly nameOf: (account: AccountId) => string;
  /** Chooses these answers, by their places; null where one may not. */
  readonly onVote: ((options: readonly number[]) => void) | null;
  /** Shows who chose what. */
  readonly onShowVoters: () => void;
  /** Whether Tab comes to it: to that of the message that has the focus. */
  readonly isReachable: boolean;
}

/** Most names under a pointer. */
const MOST_NAMES = 12;

/** A question with answers to choose from. Before one chose, what others chose is not shown, so that it sways nobody. */
export function PollCard(props: PollCardProps): ReactNode {
  const { poll, state, onVote } = props;
  const id = useId();
  const hasVoted = (state?.own.length ?? 0) > 0;
  const canVote = onVote !== null && state?.isClosed !== true;
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const tabIndex = props.isReachable ? 0 : -1;
  const press = (place: number) => {
    if (poll.several) setTicked((before) => toggled(before, place));
    else onVote?.([place]);
  };
  return (
    <span className={styles['poll']} role="group" aria-labelledby={`${id}question`}>
      <strong id={`${id}question`} dir="auto">
        {tameMarks(poll.question)}
      </strong>
      <PollNote poll={poll} isClosed={state?.isClosed === true} />
      {pollAnswers(poll, state).map((answer, place) =>
        hasVoted || !canVote ? (
          <Result key={place} answer={answer} nameOf={props.nameOf} />
        ) : (
          <button
            key={place}
            type="button"
            className={styles['choice']}
            role={poll.several ? 'checkbox' : undefined}
            aria-checked={poll.several ? ticked.has(place) : undefined}
            data-multiple={poll.several || undefined}
            tabIndex={tabIndex}
            onClick={() => press(place)}
          >
            <span className={styles['mark']}>{ticked.has(place) && <Check aria-hidden />}</span>
            <span dir="auto">{tameMarks(answer.text)}</span>
          </button>
        ),
      )}
      <PollFoot
        poll={poll}
        state={state}
        onVote={canVote ? onVote : null}
        ticked={ticked}
        tabIndex={tabIndex}
        onVoted={() => setTicked(new Set())}
        onShowVoters={props.onShowVoters}
      />
    </span>
  );
}

function PollNote({ poll, isClosed }: { readonly poll: Poll; readonly isClosed: boolean }): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (isClosed) return <span className={styles['note']}>{t('messages.poll.closed')}</span>;
  const kind = t(poll.several ? 'messages.poll.several' : 'messages.poll.one');
  if (poll.closes === null) return <span className={styles['note']}>{kind}</span>;
  return (
    <span className={styles['note']}>{t('messages.poll.until', { kind, when: formats.moment(poll.closes) })}</span>
  );
}

interface FootProps extends Pick<PollCardProps, 'poll' | 'state' | 'onShowVoters'> {
  /** Null where one may not vote now. */
  readonly onVote: PollCardProps['onVote'];
  readonly ticked: ReadonlySet<number>;
  readonly onVoted: () => void;
  readonly tabIndex: number;
}

function PollFoot({ poll, state = UNTOLD, ...props }: FootProps): ReactNode {
  const t = useT();
  const { onVote, tabIndex } = props;
  const hasVoted = state.own.length > 0;
  const isShown = state.people > 0 && (hasVoted || onVote === null);
  return (
    <span className={styles['foot']}>
      <span className={styles['note']}>{t('messages.poll.people', { count: state.people })}</span>
      {onVote !== null && !hasVoted && poll.several && <VoteButton {...props} onVote={onVote} />}
      {onVote !== null && hasVoted && (
        <Button size="small" variant="quiet" tabIndex={tabIndex} onClick={() => onVote([])}>
          {t('messages.poll.takeBack')}
        </Button>
      )}
      {isShown && (
        <Button size="small" variant="quiet" tabIndex={tabIndex} onClick={props.onShowVoters}>
          {t('messages.poll.voters')}
        </Button>
      )}
    </span>
  );
}

interface VoteButtonProps extends Pick<FootProps, 'ticked' | 'onVoted' | 'tabIndex'> {
  readonly onVote: (options: readonly number[]) => void;
}

/** Several answers are given at once. */
function VoteButton({ ticked, onVote, onVoted, tabIndex }: VoteButtonProps): ReactNode {
  const t = useT();
  const vote = () => {
    onVote([...ticked].toSorted((one, other) => one - other));
    onVoted();
  };
  return (
    <Button size="small" variant="primary" disabled={ticked.size === 0} tabIndex={tabIndex} onClick={vote}>
      {t('messages.poll.vote')}
    </Button>
  );
}

interface ResultProps {
  readonly answer: PollAnswer;
  readonly nameOf: (account: AccountId) => string;
}

function Result({ answer, nameOf }: ResultProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { text, voters, isOwn, share } = answer;
  const names = formats.list(voters.slice(0, MOST_NAMES).map((account) => isolate(nameOf(account))));
  return (
    <span className={styles['result']} data-own={isOwn || undefined} data-tooltip={names === '' ? undefined : names}>
      <span className={styles['answer']}>
        {isOwn && <Check aria-label={t('messages.poll.own')} role="img" />}
        <span dir="auto">{tameMarks(text)}</span>
      </span>
      <span className={styles['votes']}>{t('messages.poll.votes', { count: voters.length, share })}</span>
      <span className={styles['bar']} aria-hidden>
        <span style={{ inlineSize: `${share}%` }} />
      </span>
    </span>
  );
}
