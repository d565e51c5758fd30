import type { ReactNode } from 'react';
import { PersonName, T } from '@i18n/useT.tsx';
import type { Payment, PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { CardFrame, CardSkeleton, Status } from './CardFrame.tsx';
import { MissingCard } from './MissingCard.tsx';
import { PaymentActs } from './PaymentActs.tsx';
import type { RecordCardProps } from './PaymentCard.tsx';
import { PaymentStatus } from './PaymentStatus.tsx';
import { RequestActs } from './RequestActs.tsx';
import { type RequestState, requestState, STATE_TONES, stateText } from './requestState.ts';
import { type PeopleNames, usePeopleNames } from './usePeopleNames.ts';
import { useAnswer, useRequest } from './useRequest.ts';
import { useRequestAmount } from './useRequestAmount.ts';

/** Someone asks to be paid. */
export function RequestCard({ id, card, author }: RecordCardProps): ReactNode {
  const people = usePeopleNames();
  const found = useRequest(id);
  if (found.status === 'loading') return <CardSkeleton />;
  const request = found.status === 'ready' ? found.value : null;
  if (request === null) return <MissingCard card={card} author={author} />;
  return <KnownRequest request={request} note={card.note} people={people} />;
}

interface KnownRequestProps {
  readonly request: PaymentRequest;
  readonly note: string;
  readonly people: PeopleNames;
}

function KnownRequest({ request, note, people }: KnownRequestProps): ReactNode {
  const { nameOf } = people;
  const amount = useRequestAmount(request);
  const other = request.own ? request.payer : request.payee;
  const name = <PersonName>{other === null ? '' : nameOf(other)}</PersonName>;
  return (
    <CardFrame
      title={<T id={request.own ? 'payments.request.title.payee' : 'payments.request.title.payer'} values={{ name }} />}
      amount={amount}
      note={note}
    >
      <RequestProgress request={request} people={people} />
    </CardFrame>
  );
}

/** Whether the words of the request say all there is about its payment: that it is paid need not stand there twice. */
function isSaid(state: RequestState, { kind, side, situation }: Payment): boolean {
  return state === 'paid' && kind === 'transfer' && side === 'payer' && situation.word === 'cleared';
}

/** How a request stands, what was paid for it, and what one can do. */
export function RequestProgress({ request, people }: Omit<KnownRequestProps, 'note'>): ReactNode {
  const answer = useAnswer(request);
  const state = requestState(request, answer !== null);
  const other = request.own ? request.payer : request.payee;
  const name = <PersonName>{other === null ? '' : people.nameOf(other)}</PersonName>;
  return (
    <>
      <Status tone={STATE_TONES[state]} text={<T id={stateText(state, request.own)} values={{ name }} />} />
      {answer !== null && (
        <>
          {!isSaid(state, answer) && <PaymentStatus payment={answer} people={people} />}
          <PaymentActs payment={answer} people={people} />
        </>
      )}
      <RequestActs request={request} state={state} self={people.self} />
    </>
  );
}
