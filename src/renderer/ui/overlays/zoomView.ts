/** How a picture is looked at: where in its stage, how large, how turned. Pure. */

/** Width and height, px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place, px from the middle of the stage. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a picture stands in its stage. */
export interface View extends Point {
  /** 1 is fitted to the stage. */
  readonly scale: number;
  /** Quarters to the right: 0 to 3. */
  readonly turns: number;
}

/** A picture and the place it is shown in. */
export interface Frame {
  readonly picture: Size;
  readonly stage: Size;
}

/** Fitted, as it came. */
export const FITTED: View = { scale: 1, x: 0, y: 0, turns: 0 };

/** Anything can be brought at least so near; a picture of many pixels until each of its pixels is two of the screen's. */
const LEAST_REACH = 4;
const PIXELS_EACH = 2;
/** What a press brings a picture to that has no more pixels than are seen. */
const PRESS_SCALE = 2;

/** Its size on the screen at scale 1, before it is turned: all of it is seen, and it is never blown up. */
export function fittedSize({ picture, stage }: Frame, turns: number): Size {
  const [across, down] = turns % 2 === 0 ? [picture.width, picture.height] : [picture.height, picture.width];
  const ratio = across > 0 && down > 0 ? Math.min(1, stage.width / across, stage.height / down) : 0;
  return { width: picture.width * ratio, height: picture.height * ratio };
}

/** Scale at which its pixels are those of the screen; 1 where it has no more of them. */
function naturalScale(frame: Frame, turns: number): number {
  const { width } = fittedSize(frame, turns);
  return width > 0 ? frame.picture.width / width : 1;
}

function mostScale(frame: Frame, turns: number): number {
  return Math.max(LEAST_REACH, naturalScale(frame, turns) * PIXELS_EACH);
}

/** Nearer by a factor, or farther below 1. What is under `point` stays under it as far as the edges allow. */
export function zoomed(view: View, factor: number, { frame, point }: { readonly frame: Frame; readonly point: Point }) {
  const scale = Math.min(mostScale(frame, view.turns), Math.max(1, view.scale * factor));
  const change = scale / view.scale;
  const x = point.x - (point.x - view.x) * change;
  const y = point.y - (point.y - view.y) * change;
  return held({ ...view, scale, x, y }, frame);
}

/** Moved; a picture that is not larger than its stage stays in the middle of it. */
export function moved(view: View, by: Point, frame: Frame): View {
  return held({ ...view, x: view.x + by.x, y: view.y + by.y }, frame);
}

/** Turned by a quarter to the right, and fitted. */
export function turned({ turns }: View): View {
  return { ...FITTED, turns: (turns + 1) % 4 };
}

/** Fitted where it was near; else as near as its pixels are, at the place that was pressed. */
export function pressed(view: View, at: { readonly frame: Frame; readonly point: Point }): View {
  if (view.scale > 1) return { ...FITTED, turns: view.turns };
  return zoomed(view, Math.max(PRESS_SCALE, naturalScale(at.frame, view.turns)), at);
}

/** Keeps the edges of a picture at or beyond those of its stage. */
function held(view: View, frame: Frame): View {
  const fitted = fittedSize(frame, view.turns);
  const [width, height] = view.turns % 2 === 0 ? [fitted.width, fitted.height] : [fitted.height, fitted.width];
  const within = (place: number, shown: number, room: number) => {
    const reach = Math.max(0, (shown * view.scale - room) / 2);
    // Never -0: a place is compared and shown.
    return Math.min(reach, Math.max(-reach, place)) || 0;
  };
  return { ...view, x: within(view.x, width, frame.stage.width), y: within(view.y, height, frame.stage.height) };
}
