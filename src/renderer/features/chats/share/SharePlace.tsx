import { type ReactNode, useState } from 'react';
import { MAX_PLACE_LABEL, type Place } from '@domain/chat/bodies.ts';
import { placeLabel, readPlace } from '@domain/chat/readPlace.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Share.module.css';

export interface SharePlaceProps {
  readonly isPending: boolean;
  readonly onSend: (place: Place) => void;
  readonly onClose: () => void;
}

const EMPTY = '';

/** A place by its numbers, or by a link from a map. Where this device is is asked of nobody. */
export function SharePlace({ isPending, onSend, onClose }: SharePlaceProps): ReactNode {
  const t = useT();
  const [where, setWhere] = useState(EMPTY);
  const [label, setLabel] = useState(EMPTY);
  const place = readPlace(where);
  const send = () => place !== null && onSend({ ...place, label: placeLabel(label) });
  return (
    <Dialog
      isOpen
      size="small"
      title={t('share.place.title')}
      closeLabel={t('common.cancel')}
      onClose={onClose}
      footer={
        <Button variant="primary" disabled={place === null} pending={isPending} onClick={send}>
          {t('share.place.send')}
        </Button>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          autoFocus
          label={t('share.place.where')}
          description={t('share.place.hint')}
          error={where.trim() !== EMPTY && place === null ? t('share.place.none') : undefined}
          value={where}
          onChange={setWhere}
        />
        <TextField label={t('share.place.label')} value={label} maxLength={MAX_PLACE_LABEL} onChange={setLabel} />
        {/* Enter sends from either field. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}
