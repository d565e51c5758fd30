import { Pencil, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { TillItem } from '@services/workspace/walletCodes.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { ItemDialog } from './ItemDialog.tsx';
import styles from './Till.module.css';

export interface ShelfProps {
  readonly unit: Unit;
  readonly onItem: (item: TillItem) => void;
}

const NOTHING: readonly TillItem[] = [];

/** What is sold, with prices; a press puts one into the sale. Kept on this device. */
export function Shelf({ unit, onItem }: ShelfProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const { wallet } = useWorkspace();
  const items = useQueryValue(
    useMemo(() => wallet.shelf(unit.id), [wallet, unit.id]),
    NOTHING,
  );
  const [edited, setEdited] = useState<TillItem | 'new' | null>(null);
  const [isEditing, setEditing] = useState(false);
  const shelf = useShelf(unit, items);
  return (
    <section className={styles['shelf']} aria-label={t('till.items')}>
      <div className={styles['shelfHead']}>
        <h2>{t('till.items')}</h2>
        <IconButton label={t('till.item.new')} icon={<Plus aria-hidden />} onClick={() => setEdited('new')} />
        {items.length > 0 && (
          <IconButton
            label={t(isEditing ? 'till.items.done' : 'till.items.edit')}
            icon={<Pencil aria-hidden />}
            aria-pressed={isEditing}
            onClick={() => setEditing(!isEditing)}
          />
        )}
      </div>
      {shelf.error !== null && <AlertBanner tone="danger">{errorText(shelf.error)}</AlertBanner>}
      {items.length === 0 ? (
        <p className={styles['hint']}>{t('till.items.none')}</p>
      ) : (
        <ul className={styles['items']}>
          {items.map((item) => (
            <li key={item.id}>
              <Item
                item={item}
                unit={unit}
                isEditing={isEditing}
                onPress={isEditing ? setEdited : onItem}
                onRemove={shelf.remove}
              />
            </li>
          ))}
        </ul>
      )}
      {edited !== null && (
        <ItemDialog
          unit={unit}
          item={edited === 'new' ? null : edited}
          onSave={(item) => {
            shelf.put(item);
            setEdited(null);
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

interface ItemProps {
  readonly item: TillItem;
  readonly unit: Unit;
  readonly isEditing: boolean;
  readonly onPress: (item: TillItem) => void;
  readonly onRemove: (item: TillItem) => void;
}

function Item({ item, unit, isEditing, onPress, onRemove }: ItemProps): ReactNode {
  const t = useT();
  const money = useMoney();
  return (
    <>
      <Button className={styles['item']} onClick={() => onPress(item)}>
        <bdi dir="auto">{item.name}</bdi>
        <span>{money.text(item.price, unit)}</span>
      </Button>
      {isEditing && (
        <IconButton
          size="small"
          label={t('till.item.remove', { name: isolate(item.name) })}
          icon={<Trash2 aria-hidden />}
          onClick={() => onRemove(item)}
        />
      )}
    </>
  );
}

/** Changes what is kept; what was removed can be put back. */
function useShelf(unit: Unit, items: readonly TillItem[]) {
  const t = useT();
  const toast = useToast();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const keep = (next: readonly TillItem[], onDone?: () => void) =>
    act.run(() => wallet.keepShelf(unit.id, next), onDone);
  const put = (item: TillItem) => {
    const isKnown = items.some(({ id }) => id === item.id);
    keep(isKnown ? items.map((each) => (each.id === item.id ? item : each)) : [...items, item]);
  };
  const remove = (item: TillItem) =>
    keep(
      items.filter(({ id }) => id !== item.id),
      () =>
        toast({
          text: t('till.item.removed', { name: isolate(item.name) }),
          action: { label: t('common.undo'), onAction: () => keep(items) },
        }),
    );
  return { put, remove, error: act.error };
}
