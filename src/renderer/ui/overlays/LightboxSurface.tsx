import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classNames } from '../classNames.ts';
import { IconButton } from '../controls/IconButton.tsx';
import styles from './Lightbox.module.css';

export interface LightboxSurfaceProps {
  readonly labels: {
    readonly title: string;
    readonly close: string;
    readonly previous: string;
    readonly next: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly save: string;
    /** "3 of 12"; empty where there is one. */
    readonly place: string;
    /** Said where the picture is not here. */
    readonly missing: string;
  };
  readonly picture: {
    readonly url: string | null;
    readonly width: number;
    readonly height: number;
    readonly alt: string;
  };
  /** Shown while there is no picture. */
  readonly placeholder: ReactNode;
  readonly caption: string;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onSave: (() => void) | null;
  readonly onClose: () => void;
}

/** The open viewer. Use `Lightbox`, which loads this. Esc closes, arrows go on, a press zooms. */
export function LightboxSurface(props: LightboxSurfaceProps): ReactNode {
  const { labels, picture, onPrevious, onNext, onSave, onClose } = props;
  const [isZoomed, setZoomed] = useState(false);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // The arrow that points to where a picture stands: earlier ones stand at the start of the line.
    const isBack =
      event.key === (getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft');
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    if (isZoomed) return;
    event.preventDefault();
    (isBack ? onPrevious : onNext)?.();
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      className={classNames(styles['overlay'])}
    >
      <Modal className={classNames(styles['modal'])}>
        <AriaDialog aria-label={labels.title} className={classNames(styles['viewer'])}>
          <div role="presentation" className={styles['inside']} onKeyDown={onKeyDown}>
            <header className={styles['bar']}>
              <span className={styles['title']}>{labels.title}</span>
              <span className={styles['place']}>{labels.place}</span>
              {picture.url !== null && (
                <IconButton
                  label={isZoomed ? labels.zoomOut : labels.zoomIn}
                  icon={isZoomed ? <ZoomOut aria-hidden /> : <ZoomIn aria-hidden />}
                  onClick={() => setZoomed(!isZoomed)}
                />
              )}
              {onSave !== null && <IconButton label={labels.save} icon={<Download aria-hidden />} onClick={onSave} />}
              <IconButton label={labels.close} icon={<X aria-hidden />} onClick={onClose} autoFocus />
            </header>
            <Stage {...props} isZoomed={isZoomed} onZoom={() => setZoomed(!isZoomed)} />
            {onPrevious !== null && (
              <IconButton
                className={classNames(styles['step'], styles['previous'])}
                directional
                label={labels.previous}
                icon={<ChevronLeft aria-hidden />}
                onClick={onPrevious}
              />
            )}
            {onNext !== null && (
              <IconButton
                className={classNames(styles['step'], styles['next'])}
                directional
                label={labels.next}
                icon={<ChevronRight aria-hidden />}
                onClick={onNext}
              />
            )}
            {props.caption !== '' && (
              <p className={styles['caption']} dir="auto">
                {props.caption}
              </p>
            )}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Stage(props: LightboxSurfaceProps & { readonly isZoomed: boolean; readonly onZoom: () => void }): ReactNode {
  const { labels, picture, isZoomed } = props;
  if (picture.url === null) {
    return (
      <div className={styles['stage']}>
        <div className={styles['missing']}>
          {props.placeholder}
          <p role="status">{labels.missing}</p>
        </div>
      </div>
    );
  }
  return (
    // The button in the bar does the same by keyboard.
    <div role="presentation" className={styles['stage']} data-zoomed={isZoomed || undefined} onClick={props.onZoom}>
      <img src={picture.url} alt={picture.alt} width={picture.width} height={picture.height} draggable={false} />
    </div>
  );
}
