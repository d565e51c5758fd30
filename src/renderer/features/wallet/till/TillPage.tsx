import { ArrowDownToLine, CalendarDays, Expand, ShoppingBasket, Wifi, WifiOff } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { IssuedUnit } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useUnits } from '../codes/useUnits.ts';
import type { WalletPageProps } from '../room/pageProps.ts';
import { type Cart, type CartPress, EMPTY_CART, pressed, totalOf, wordsOf } from './cart.ts';
import { Charge } from './Charge.tsx';
import { DayView } from './DayView.tsx';
import { type OpenSale, keepSale, keptSale } from './openSale.ts';
import { Sale } from './Sale.tsx';
import styles from './Till.module.css';
import { TopUpDialog } from './TopUpDialog.tsx';

/** How long a customer has to pay a sale, ms. */
const SALE_TERM = 15 * 60_000;

/** The till of a unit one issues: `#/wallet/till/<unit>` (PAY-UI-93). */
export function TillPage({ rest }: WalletPageProps): ReactNode {
  const t = useT();
  const { issued, isLoading } = useUnits();
  const found = issued.find(({ unit }) => unit.id === rest);
  if (found !== undefined) return <Till key={found.unit.id} issued={found} />;
  if (isLoading) return <Skeleton shape="block" />;
  return <EmptyState title={t('till.missing')}>{t('till.missing.text')}</EmptyState>;
}

type View = 'sell' | 'day';

function Till({ issued }: { readonly issued: IssuedUnit }): ReactNode {
  const errorText = useErrorText();
  const { unit } = issued;
  const [view, setView] = useState<View>('sell');
  const [isToppingUp, setToppingUp] = useState(false);
  const [isFull, setFull] = useFullScreen();
  const sale = useSale(issued);
  return (
    <article className={styles['till']} data-full={isFull || undefined}>
      <TillHead {...{ issued, view, isFull }} onView={setView} onTopUp={() => setToppingUp(true)} onFull={setFull} />
      <Connected issued={issued} />
      {sale.error !== null && <AlertBanner tone="danger">{errorText(sale.error)}</AlertBanner>}
      {view === 'day' && <DayView unit={unit} />}
      {view === 'sell' && sale.charged !== null && <Charge unit={unit} {...sale.charged} onNext={sale.next} />}
      {view === 'sell' && sale.charged === null && (
        <Sale unit={unit} cart={sale.cart} isBusy={sale.isPending} onPress={sale.press} onCharge={sale.charge} />
      )}
      {isToppingUp && <TopUpDialog unit={unit} onDone={() => setToppingUp(false)} />}
    </article>
  );
}

interface TillHeadProps {
  readonly issued: IssuedUnit;
  readonly view: View;
  readonly isFull: boolean;
  readonly onView: (view: View) => void;
  readonly onTopUp: () => void;
  readonly onFull: (isFull: boolean) => void;
}

function TillHead({ issued, view, isFull, onView, onTopUp, onFull }: TillHeadProps): ReactNode {
  const t = useT();
  return (
    <header className={styles['head']}>
      <h1>{t('till.title', { unit: isolate(issued.unit.name) })}</h1>
      <Button icon={<ArrowDownToLine aria-hidden />} onClick={onTopUp}>
        {t('till.topUp')}
      </Button>
      {view === 'sell' ? (
        <Button icon={<CalendarDays aria-hidden />} onClick={() => onView('day')}>
          {t('till.day')}
        </Button>
      ) : (
        <Button icon={<ShoppingBasket aria-hidden />} onClick={() => onView('sell')}>
          {t('till.sell')}
        </Button>
      )}
      <IconButton
        label={t(isFull ? 'till.full.leave' : 'till.full')}
        icon={<Expand aria-hidden />}
        aria-pressed={isFull}
        onClick={() => onFull(!isFull)}
      />
    </header>
  );
}

/** What the till is connected with, and whether it confirms by itself. */
function Connected({ issued }: { readonly issued: IssuedUnit }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const { devices } = useSnapshot(workspace.connection);
  const isOn = devices > 0;
  return (
    <p className={styles['connected']}>
      {isOn ? <Wifi aria-hidden /> : <WifiOff aria-hidden />}
      <span>
        {t('till.connected', { count: devices })} {t(issued.isClerk ? 'till.clerk.here' : 'till.clerk.elsewhere')}
      </span>
    </p>
  );
}

/** The sale at hand: rung up, then charged. What was charged is still at hand after the page was left or loaded anew. */
function useSale({ unit }: IssuedUnit) {
  const t = useT();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const { run } = act;
  const [cart, setCart] = useState<Cart>(EMPTY_CART);
  const [charged, setCharged] = useState<OpenSale | null>(() => keptSale(unit.id));
  const press = useCallback((what: CartPress) => setCart((before) => pressed(before, what)), []);
  const charge = useCallback(() => {
    const amount = totalOf(cart);
    if (amount === 0n) return;
    const words = wordsOf(cart, t('till.other'));
    run(
      () => wallet.makeBill({ units: [unit.id], amount, ...words, until: Date.now() + SALE_TERM }),
      ({ request }) => {
        keepSale(unit.id, { request, amount });
        setCharged({ request, amount });
      },
    );
  }, [cart, run, t, unit.id, wallet]);
  const next = useCallback(() => {
    keepSale(unit.id, null);
    setCart(EMPTY_CART);
    setCharged(null);
  }, [unit.id]);
  return { cart, charged, press, charge, next, isPending: act.isPending, error: act.error };
}

/** The till over all else. A browser that does not give the whole screen gives the whole window. */
function useFullScreen(): readonly [boolean, (isFull: boolean) => void] {
  const [isFull, setFull] = useState(false);
  // Esc and F11 leave the whole screen without asking the page.
  useEffect(() => {
    const hear = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', hear);
    return () => document.removeEventListener('fullscreenchange', hear);
  }, []);
  const change = (wanted: boolean) => {
    setFull(wanted);
    const root = document.documentElement;
    if (wanted && document.fullscreenEnabled) root.requestFullscreen().catch(() => undefined);
    if (!wanted && document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined);
  };
  return [isFull, change];
}
