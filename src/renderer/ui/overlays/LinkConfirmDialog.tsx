import type { ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';
import { AlertBanner } from '../feedback/AlertBanner.tsx';
import { destination, hasForeignLetters } from '../text/destination.ts';
import { Dialog } from './Dialog.tsx';
import styles from './Dialog.module.css';

export interface LinkConfirmDialogProps {
  /** The address to open, or null while nothing is asked. */
  readonly url: string | null;
  readonly title: string;
  readonly description: ReactNode;
  readonly openLabel: string;
  readonly cancelLabel: string;
  /** Said of a host whose letters may be taken for others. */
  readonly lookAlike: string;
  readonly onOpen: (url: string) => void;
  readonly onCancel: () => void;
}

/** Asks before an address is opened outside the app, and shows where it truly leads. */
export function LinkConfirmDialog(props: LinkConfirmDialogProps): ReactNode {
  const { url } = props;
  return (
    <Dialog
      isOpen={url !== null}
      title={props.title}
      size="small"
      onClose={props.onCancel}
      footer={
        <>
          <Button onClick={props.onCancel}>{props.cancelLabel}</Button>
          <Button variant="primary" autoFocus onClick={() => url !== null && props.onOpen(url)}>
            {props.openLabel}
          </Button>
        </>
      }
    >
      {props.description}
      <bdi className={styles['host']} dir="ltr">
        {url === null ? '' : destination(url)}
      </bdi>
      <bdi className={styles['address']} dir="ltr">
        {url === null ? '' : URL.canParse(url) ? new URL(url).href : url}
      </bdi>
      {url !== null && hasForeignLetters(url) && <AlertBanner tone="warning">{props.lookAlike}</AlertBanner>}
    </Dialog>
  );
}
