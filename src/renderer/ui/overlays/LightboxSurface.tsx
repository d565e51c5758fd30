import { ChevronLeft, ChevronRight, Download, Maximize, RotateCw, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classNames } from '../classNames.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { chordLabel } from '../keys/chordLabel.ts';
import { viewerKeys } from '../keys/pictureKeys.ts';
import { useBackCloses } from './useBackCloses.ts';
import { useDialogMark } from './useDialogMark.ts';
import styles from './Lightbox.module.css';
import { lightboxKey, type LightboxKeyAct } from './lightboxKeys.ts';
import { useZoom, type Zoom } from './useZoom.ts';
import { fittedSize } from './zoomView.ts';

/** Something else that can be done with what is shown. */
export interface LightboxAct {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly directional?: boolean;
  readonly onPress: () => void;
}

export interface LightboxSurfaceProps {
  readonly labels: {
    readonly title: string;
    readonly close: string;
    readonly previous: string;
    readonly next: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly fit: string;
    readonly turn: string;
    readonly save: string;
    /** "3 of 12"; empty where there is one. */
    readonly place: string;
    /** Said where what is shown is not here. */
    readonly missing: string;
  };
  /** Below the title: when. */
  readonly detail?: string;
  readonly picture: {
    readonly url: string | null;
    readonly width: number;
    readonly height: number;
    readonly alt: string;
  };
  /** Shown in place of a picture: a film with its own controls. */
  readonly film?: ReactNode;
  /** Shown while there is no picture. */
  readonly placeholder: ReactNode;
  readonly caption: string;
  readonly acts?: readonly LightboxAct[];
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onSave: (() => void) | null;
  readonly onClose: () => void;
}

/** A press of a button, or of a key, brings a picture nearer by so much. */
const STEP = 1.5;
/** An arrow moves a picture that is near by so much, px. */
const PAN = 80;

/** The open viewer. Use `Lightbox`, which loads this. Esc closes, arrows go on or move a picture that is near, a press zooms. */
export function LightboxSurface(props: LightboxSurfaceProps): ReactNode {
  useDialogMark();
  const { labels, picture, caption, onClose } = props;
  useBackCloses(onClose);
  const stage = useRef<HTMLDivElement>(null);
  const zoom = useZoom(stage, picture, picture.url);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (pressKey(event, props, zoom)) event.preventDefault();
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
            <Bar {...props} zoom={zoom} />
            <Stage {...props} zoom={zoom} stage={stage} />
            <Steps {...props} />
            {caption !== '' && (
              <p className={styles['caption']} dir="auto">
                {caption}
              </p>
            )}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type Zoomable = LightboxSurfaceProps & { readonly zoom: Zoom };

/** Whether the key was one of the viewer's. */
function pressKey(event: KeyboardEvent<HTMLElement>, props: LightboxSurfaceProps, zoom: Zoom): boolean {
  // A film has keys of its own while it has the focus.
  if (event.target instanceof HTMLMediaElement) return false;
  const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
  const act = lightboxKey(event, { isRightToLeft, isNear: zoom.view.scale > 1 });
  if (act === null) return false;
  if (act === 'previous') props.onPrevious?.();
  else if (act === 'next') props.onNext?.();
  else if (props.picture.url === null) return false;
  else look(act, zoom);
  return true;
}

function look(act: Exclude<LightboxKeyAct, 'previous' | 'next'>, zoom: Zoom): void {
  if (act === 'in') zoom.by(STEP);
  else if (act === 'out') zoom.by(1 / STEP);
  else if (act === 'fit') zoom.fit();
  else zoom.move({ x: act.x * PAN, y: act.y * PAN });
}

function Bar({ labels, detail = '', picture, acts = [], onSave, onClose, zoom }: Zoomable): ReactNode {
  return (
    <header className={styles['bar']}>
      <span className={styles['title']}>
        <span>{labels.title}</span>
        {detail !== '' && <span className={styles['detail']}>{detail}</span>}
      </span>
      <span className={styles['place']} role="status">
        {labels.place}
      </span>
      {picture.url !== null && <ZoomButtons labels={labels} zoom={zoom} />}
      {onSave !== null && <IconButton label={labels.save} icon={<Download aria-hidden />} onClick={onSave} />}
      {acts.map(({ id, label, icon, directional = false, onPress }) => (
        <IconButton key={id} label={label} icon={icon} directional={directional} onClick={onPress} />
      ))}
      <IconButton
        label={labels.close}
        shortcut={chordLabel(viewerKeys.close)}
        icon={<X aria-hidden />}
        onClick={onClose}
        autoFocus
      />
    </header>
  );
}

function ZoomButtons({ labels, zoom }: Pick<Zoomable, 'labels' | 'zoom'>): ReactNode {
  const isFitted = zoom.view.scale === 1;
  // Those that can do nothing now stay, and keep the focus: a button that goes takes it along.
  return (
    <>
      <IconButton
        label={labels.zoomOut}
        shortcut={chordLabel(viewerKeys.zoomOut)}
        icon={<ZoomOut aria-hidden />}
        aria-disabled={isFitted || undefined}
        onClick={() => zoom.by(1 / STEP)}
      />
      <IconButton
        label={labels.zoomIn}
        shortcut={chordLabel(viewerKeys.zoomIn)}
        icon={<ZoomIn aria-hidden />}
        onClick={() => zoom.by(STEP)}
      />
      <IconButton
        label={labels.fit}
        shortcut={chordLabel(viewerKeys.fit)}
        icon={<Maximize aria-hidden />}
        aria-disabled={isFitted || undefined}
        onClick={zoom.fit}
      />
      <IconButton label={labels.turn} icon={<RotateCw aria-hidden />} onClick={zoom.turn} />
    </>
  );
}

/** The arrows at the sides. */
function Steps({ labels, onPrevious, onNext }: LightboxSurfaceProps): ReactNode {
  return (
    <>
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
    </>
  );
}

function Stage(props: Zoomable & { readonly stage: { current: HTMLDivElement | null } }): ReactNode {
  const { labels, picture, film, zoom, stage } = props;
  if (film !== undefined) return <div className={classNames(styles['stage'], styles['still'])}>{film}</div>;
  if (picture.url === null) {
    return (
      <div className={classNames(styles['stage'], styles['still'])}>
        <div className={styles['missing']}>
          {props.placeholder}
          <p role="status">{labels.missing}</p>
        </div>
      </div>
    );
  }
  return (
    // What is done here by pointer is done by keys and in the bar, too.
    <div
      role="presentation"
      ref={stage}
      className={styles['stage']}
      data-near={zoom.view.scale > 1 || undefined}
      {...zoom.pointer}
    >
      <img
        src={picture.url}
        alt={picture.alt}
        width={picture.width}
        height={picture.height}
        draggable={false}
        style={styleOf(props)}
      />
    </div>
  );
}

function styleOf({ picture, zoom }: Zoomable): CSSProperties {
  const { view, stage } = zoom;
  const { width, height } = fittedSize({ picture, stage }, view.turns);
  // Until the stage is measured the sheet of styles fits it.
  if (width === 0) return {};
  return {
    inlineSize: `${width}px`,
    blockSize: `${height}px`,
    transform: `translate(${view.x}px, ${view.y}px) rotate(${view.turns * 90}deg) scale(${view.scale})`,
  };
}
