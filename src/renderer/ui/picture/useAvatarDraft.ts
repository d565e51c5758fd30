import { useEffect, useRef, useState } from 'react';
import { type CropWindow, centredCrop, cropFractions } from './cropGeometry.ts';

type Attempt<Value, Code> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: Code } };

/** A checked picture, structurally the same as the port's; ui may not import ports. */
export interface OpenedPicture<Picture, Code> {
  readonly width: number;
  readonly height: number;
  readonly previewUrl: string;
  crop(area: { readonly x: number; readonly y: number; readonly side: number }): Promise<Attempt<Picture, Code>>;
  close(): void;
}

/** Checks and opens a file. */
export type OpenPictureFile<Picture, Code> = (file: File) => Promise<Attempt<OpenedPicture<Picture, Code>, Code>>;

/** A picture on its way to become the avatar. */
export interface AvatarDraft<Picture> {
  readonly opened: { readonly picture: OpenedPicture<Picture, string>; readonly crop: CropWindow } | null;
  readonly isBusy: boolean;
  readonly take: (file: File) => void;
  readonly setCrop: (crop: CropWindow) => void;
  readonly use: () => void;
  readonly cancel: () => void;
}

interface Target<Picture, Code> {
  readonly open: OpenPictureFile<Picture, Code>;
  readonly onChange: (picture: Picture) => void;
  readonly onError: (code: Code | null) => void;
}

/** Opens a file, holds the crop, and hands over the cut picture. The preview is freed when it is no longer shown. */
export function useAvatarDraft<Picture, Code extends string>(target: Target<Picture, Code>): AvatarDraft<Picture> {
  const [opened, setOpened] = useState<{ picture: OpenedPicture<Picture, Code>; crop: CropWindow } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const picture = opened?.picture;
  useEffect(() => () => picture?.close(), [picture]);
  const run = useOneAtATime(setBusy);
  return {
    opened,
    isBusy,
    take: (file) =>
      run(async () => {
        target.onError(null);
        const answer = await target.open(file);
        return () => {
          if (answer.ok) setOpened({ picture: answer.value, crop: centredCrop(answer.value) });
          else target.onError(answer.error.code);
        };
      }),
    setCrop: (crop) => setOpened((before) => before && { ...before, crop }),
    use: () =>
      run(async () => {
        if (opened === null) return nothing;
        const cut = await opened.picture.crop(cropFractions(opened.picture, opened.crop));
        return () => {
          setOpened(null);
          if (cut.ok) target.onChange(cut.value);
          else target.onError(cut.error.code);
        };
      }),
    cancel: () => setOpened(null),
  };
}

const nothing = () => undefined;

/** `work` gives what it ends with, which is done with the end itself: who sees how it ended can begin the next. */
function useOneAtATime(setBusy: (isBusy: boolean) => void): (work: () => Promise<() => void>) => void {
  const isRunning = useRef(false);
  const settle = async (work: () => Promise<() => void>) => {
    let end: () => void = nothing;
    try {
      end = await work();
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
    end();
  };
  return (work) => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    void settle(work);
  };
}
