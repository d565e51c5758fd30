import { Crop, PencilLine, Redo2, RotateCcw, RotateCw, Type, Undo2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { TextField } from '../controls/TextField.tsx';
import { Spinner } from '../feedback/Spinner.tsx';
import { chordOf } from '../keys/chord.ts';
import { chordLabel } from '../keys/chordLabel.ts';
import { pictureKeys } from '../keys/pictureKeys.ts';
import { Dialog } from '../overlays/Dialog.tsx';
import { drawEdits, type Source } from './drawEdits.ts';
import { type Edits, editedSize } from './edits.ts';
import { EditStage, TEXT_SCALE } from './EditStage.tsx';
import styles from './PictureEditor.module.css';
import { type PictureEdits, type Tool, usePictureEdits } from './usePictureEdits.ts';

/** The words of the editor. */
export interface PictureEditorTexts {
  readonly title: string;
  readonly picture: string;
  readonly crop: string;
  /** Says how the frame is moved and sized. */
  readonly cropFrame: string;
  readonly draw: string;
  readonly text: string;
  readonly words: string;
  /** Puts the words into the middle. */
  readonly put: string;
  readonly turnLeft: string;
  readonly turnRight: string;
  readonly undo: string;
  readonly redo: string;
  readonly colour: (colour: ColourName) => string;
  readonly size: (size: SizeName) => string;
  readonly cancel: string;
  readonly done: string;
  readonly loading: string;
}

export interface PictureEditorProps {
  /** Where the picture is; it holds nothing but pixels. */
  readonly url: string;
  readonly texts: PictureEditorTexts;
  /** The picture as it was edited. */
  readonly onDone: (picture: Blob) => void;
  readonly onCancel: () => void;
}

const COLOURS = {
  white: '#ffffff',
  black: '#18211c',
  red: '#e53935',
  orange: '#fb8c00',
  yellow: '#fdd835',
  green: '#43a047',
  blue: '#1e88e5',
  purple: '#8e24aa',
} as const;
/** A colour to draw with. */
export type ColourName = keyof typeof COLOURS;
/** Fractions of the longer side. */
const SIZES = { fine: 0.004, medium: 0.009, broad: 0.02 } as const;
/** How broad a pen is. */
export type SizeName = keyof typeof SIZES;
const COLOUR_NAMES: readonly ColourName[] = ['white', 'black', 'red', 'orange', 'yellow', 'green', 'blue', 'purple'];
const SIZE_NAMES: readonly SizeName[] = ['fine', 'medium', 'broad'];
const TOOLS: readonly Tool[] = ['crop', 'draw', 'text'];
const ICONS = { crop: Crop, draw: PencilLine, text: Type } as const satisfies Record<Tool, unknown>;

/** Cuts, turns, draws and writes on a picture; every step can be taken back. */
export function PictureEditor({ url, texts, onDone, onCancel }: PictureEditorProps): ReactNode {
  const source = useSource(url);
  const edits = usePictureEdits(COLOURS.red, SIZES.medium);
  const [words, setWords] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    const chord = chordOf(event);
    const isKnown = chord === pictureKeys.undo || chord === pictureKeys.redo;
    if (!isKnown || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    if (chord === pictureKeys.redo) edits.redo();
    else edits.undo();
  };
  const done = async () => {
    if (source === null) return;
    onDone(await drawnAnew(source, edits.settle().now));
  };
  return (
    <Dialog
      isOpen
      isPressOutsideIgnored
      size="large"
      title={texts.title}
      closeLabel={texts.cancel}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{texts.cancel}</Button>
          <Button variant="primary" disabled={source === null} onClick={() => void done()}>
            {texts.done}
          </Button>
        </>
      }
    >
      <div role="presentation" className={styles['editor']} onKeyDown={onKeyDown}>
        <Tools edits={edits} texts={texts} />
        <div className={styles['room']}>
          {source === null ? (
            <Spinner label={texts.loading} />
          ) : (
            <EditStage source={source} edits={edits} words={words} label={texts.picture} cropLabel={texts.cropFrame} />
          )}
        </div>
        {edits.tool !== 'crop' && <Looks edits={edits} texts={texts} />}
        {edits.tool === 'text' && <Words edits={edits} texts={texts} words={words} onWords={setWords} />}
      </div>
    </Dialog>
  );
}

/** The decoded picture; null before it is. */
function useSource(url: string): Source | null {
  const [source, setSource] = useState<Source | null>(null);
  useEffect(() => {
    const picture = new Image();
    let isCurrent = true;
    picture.src = url;
    const show = () => {
      if (isCurrent) setSource({ picture, width: picture.naturalWidth, height: picture.naturalHeight });
    };
    // What was shown as a preview a moment ago can be decoded; if its address was freed meanwhile, so was the editor.
    picture.decode().then(show, () => undefined);
    return () => {
      isCurrent = false;
    };
  }, [url]);
  return source;
}

/** As it is sent: encoded well, since it is encoded once more then. */
async function drawnAnew(source: Source, edits: Edits): Promise<Blob> {
  const size = editedSize(source, edits);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no 2d context');
  drawEdits(pen, source, { edits, size });
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.95 });
}

interface PartProps {
  readonly edits: PictureEdits;
  readonly texts: PictureEditorTexts;
}

function Tools({ edits, texts }: PartProps): ReactNode {
  const { history } = edits;
  return (
    <div role="toolbar" className={styles['tools']} aria-label={texts.title}>
      {TOOLS.map((tool) => {
        const Icon = ICONS[tool];
        return (
          <IconButton
            key={tool}
            label={texts[tool]}
            icon={<Icon aria-hidden />}
            aria-pressed={edits.tool === tool}
            onClick={() => edits.choose({ tool })}
          />
        );
      })}
      <span className={styles['gap']} />
      <IconButton label={texts.turnLeft} icon={<RotateCcw aria-hidden />} onClick={() => edits.turn(-1)} />
      <IconButton label={texts.turnRight} icon={<RotateCw aria-hidden />} onClick={() => edits.turn(1)} />
      <span className={styles['gap']} />
      <IconButton
        label={texts.undo}
        shortcut={chordLabel(pictureKeys.undo)}
        icon={<Undo2 aria-hidden />}
        disabled={history.past.length === 0}
        onClick={edits.undo}
      />
      <IconButton
        label={texts.redo}
        shortcut={chordLabel(pictureKeys.redo)}
        icon={<Redo2 aria-hidden />}
        disabled={history.future.length === 0}
        onClick={edits.redo}
      />
    </div>
  );
}

function Looks({ edits, texts }: PartProps): ReactNode {
  return (
    <div className={styles['looks']}>
      {COLOUR_NAMES.map((name) => (
        <button
          key={name}
          type="button"
          className={styles['colour']}
          style={{ background: COLOURS[name] }}
          aria-label={texts.colour(name)}
          aria-pressed={edits.colour === COLOURS[name]}
          data-tooltip={texts.colour(name)}
          onClick={() => edits.choose({ colour: COLOURS[name] })}
        />
      ))}
      <span className={styles['gap']} />
      {SIZE_NAMES.map((name, place) => (
        <button
          key={name}
          type="button"
          className={styles['size']}
          aria-label={texts.size(name)}
          aria-pressed={edits.size === SIZES[name]}
          data-tooltip={texts.size(name)}
          onClick={() => edits.choose({ size: SIZES[name] })}
        >
          <span style={{ inlineSize: `${0.25 + place * 0.25}rem` }} />
        </button>
      ))}
    </div>
  );
}

interface WordsProps extends PartProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
}

const MIDDLE = 0.5;

function Words({ edits, texts, words, onWords }: WordsProps): ReactNode {
  const { colour, size, history } = edits;
  const { turns, crop } = history.now;
  const place = { x: crop.x + crop.width * MIDDLE, y: crop.y + crop.height * MIDDLE };
  const put = () => edits.draw({ kind: 'text', colour, size: size * TEXT_SCALE, text: words.trim(), place, turns });
  return (
    <div className={styles['words']}>
      <TextField
        label={texts.words}
        labelHidden
        placeholder={texts.words}
        value={words}
        maxLength={120}
        onChange={onWords}
      />
      <Button disabled={words.trim() === ''} onClick={put}>
        {texts.put}
      </Button>
    </div>
  );
}
