import { LockKeyhole } from 'lucide-react';
import { type ReactNode, use } from 'react';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { ChannelPostView } from '@services/workspace/channelWorkspace.ts';
import type { ChannelTerms, PostSale } from '@services/workspace/paidWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';
import styles from './Paid.module.css';
import { NotYetContact } from './NotYetContact.tsx';
import {
  type PostPayment,
  type PostStanding,
  usePayee,
  usePostStanding,
  usePostWaits,
  usePriceText,
  useSellers,
  useSubscribingElsewhere,
  useSubscription,
  useTerms,
  wasNotTaken,
} from './usePaying.ts';

export interface PaidWallProps {
  readonly post: ChannelPostView;
  readonly sale: PostSale;
}

/** The ways to read it there are now. */
interface Ways {
  /** Null: it is not sold by itself, or was by somebody who publishes there no more. */
  readonly price: PostSale['price'];
  /** Null: no subscription opens it, or none is sold. */
  readonly terms: ChannelTerms | null;
}

interface WaysProps extends PaidWallProps {
  readonly ways: Ways;
}

/** In place of a text that is not paid for: what it costs, whom one would pay, and the ways to read it (CHN-UI-20). */
export function PaidWall({ post, sale }: PaidWallProps): ReactNode {
  const t = useT();
  const ways = useWays(post, sale);
  const standing = usePostStanding(post.channel, post.id);
  const waits = usePostWaits(post.channel, post.id);
  return (
    <section className={styles['wall']} aria-labelledby="paid-wall">
      <LockKeyhole className={styles['lock']} aria-hidden />
      <h2 id="paid-wall">{t('paid.wall.title')}</h2>
      {!isSoldByNobody(ways) && <p className={styles['lead']}>{t(leadOf(sale))}</p>}
      {waits && <AlertBanner tone="info">{t('paid.wall.waits')}</AlertBanner>}
      {!waits && <Standing {...standing} />}
      {!waits && ways !== null && canBePaid(standing) && <ToPay post={post} sale={sale} ways={ways} />}
    </section>
  );
}

/** What another own device may be paying for is not paid for here (CHN-40). */
function canBePaid({ paid, elsewhere }: PostStanding): boolean {
  return elsewhere !== 'holds' && (paid === null || wasNotTaken(paid));
}

/** What became of paying for it so far, here or on another own device. */
function Standing({ paid, elsewhere }: PostStanding): ReactNode {
  const t = useT();
  if (elsewhere === 'holds') return <AlertBanner tone="info">{t('paid.wall.elsewhere')}</AlertBanner>;
  if (paid !== null) return <PaymentStands {...paid} />;
  return elsewhere === 'over' && <AlertBanner tone="info">{t('paid.wall.elsewhere.over')}</AlertBanner>;
}

/** What can be paid: of a price that names somebody who publishes there no more, nothing (CHN-30). Null while that is not known. */
function useWays({ channel }: ChannelPostView, { isForSubscribers, price }: PostSale): Ways | null {
  const terms = useTerms(channel);
  const sellers = useSellers(channel);
  if (terms === undefined || sellers === undefined) return null;
  const isSold = isForSubscribers && terms !== null && terms.subscription !== null;
  return { price: price !== null && sellers.payees.has(price.payee) ? price : null, terms: isSold ? terms : null };
}

/** The ways to read it, and whom one would pay; of somebody who is no contact, what is to be done first; where nobody sells it, why. */
function ToPay(props: WaysProps): ReactNode {
  const { post, ways } = props;
  const target = ways.price ?? ways.terms;
  const payee = usePayee(target?.payee ?? null);
  if (target === null) return <NobodySells {...props} />;
  if (payee === null) return null;
  if (!payee.isContact) return <NotYetContact channel={post.channel} />;
  return (
    <>
      <Offers {...props} />
      <p className={styles['fine']}>
        <T id="paid.wall.payee" values={{ name: <PersonName>{payee.name}</PersonName> }} />
      </p>
    </>
  );
}

function isSoldByNobody(ways: Ways | null): boolean {
  return ways !== null && ways.price === null && ways.terms === null;
}

/** Why there is no way to pay. */
function NobodySells(props: WaysProps): ReactNode {
  const t = useT();
  const { post, sale } = props;
  const running = useSubscription(post.channel);
  // A subscription that runs says itself why it does not open this.
  if (sale.isForSubscribers && running !== null && !running.isHeld) return <Offers {...props} />;
  return <AlertBanner tone="info">{t(sale.price === null ? 'paid.wall.noneSold' : 'paid.wall.gone')}</AlertBanner>;
}

function leadOf({ isForSubscribers, price }: PostSale) {
  if (!isForSubscribers) return 'paid.wall.single';
  return price === null ? 'paid.wall.subscribers' : 'paid.wall.either';
}

/** Subscribing and buying, as far as the post is sold so. */
function Offers({ post, sale, ways }: WaysProps): ReactNode {
  const t = useT();
  const priceText = usePriceText();
  const { onWallet } = use(ChannelLinksContext);
  const { channel, id } = post;
  const subscribing = useSubscribing(post, sale, ways);
  return (
    <div className={styles['ways']}>
      {subscribing.label !== null && (
        <Button variant="primary" onClick={() => onWallet({ kind: 'dues', channel, post: null })}>
          {subscribing.label}
        </Button>
      )}
      {ways.price !== null && (
        <Button
          variant={subscribing.label === null ? 'primary' : 'secondary'}
          onClick={() => onWallet({ kind: 'dues', channel, post: id })}
        >
          {t('paid.buy', { amount: priceText(ways.price.amount, ways.price.unit) })}
        </Button>
      )}
      {subscribing.notice !== null && <AlertBanner tone="info">{subscribing.notice}</AlertBanner>}
    </div>
  );
}

/** What the button says by which one subscribes, or why one who does cannot read this. */
function useSubscribing(
  { channel }: ChannelPostView,
  { isForSubscribers }: PostSale,
  { terms }: Ways,
): { readonly label: string | null; readonly notice: string | null } {
  const t = useT();
  const priceText = usePriceText();
  const running = useSubscription(channel);
  const elsewhere = useSubscribingElsewhere(channel);
  if (!isForSubscribers) return { label: null, notice: null };
  if (running !== null && !running.isHeld) {
    const isShort = running.mandate.stage === 'short';
    return { label: null, notice: t(isShort ? 'paid.wall.short' : 'paid.wall.otherDay') };
  }
  if (running === null && elsewhere === 'holds') return { label: null, notice: t('paid.running.elsewhere') };
  const notice = null;
  if (terms === null || terms.subscription === null) return { label: null, notice };
  const { amount, period } = terms.subscription;
  return { label: t(`paid.subscribe.${period}`, { amount: priceText(amount, terms.unit) }), notice };
}

/** How a payment that was made stands: the key comes once it is final where it is paid to. */
function PaymentStands({ payment, due }: PostPayment): ReactNode {
  const t = useT();
  if (wasNotTaken({ payment })) return <AlertBanner tone="danger">{t('paid.wall.refused')}</AlertBanner>;
  if (payment.finality.kind !== 'final') return <AlertBanner tone="info">{t('paid.wall.confirming')}</AlertBanner>;
  return <AlertBanner tone="info">{t(due.isReceived ? 'paid.wall.answering' : 'paid.wall.telling')}</AlertBanner>;
}
