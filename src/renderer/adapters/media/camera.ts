import type { CameraScan, MediaError, MediaErrorCode } from '@ports/media.ts';
import { type Disposer, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { type Result, fail, ok } from '@shared/result.ts';

/** Looks for a code in one frame; null when there is none. It owns the frame and closes it. */
export type ReadFrame = (frame: ImageBitmap) => Promise<Result<string | null, MediaError>>;

const FRAME_SIDE = 960;
const PAUSE = 150;

/** Opens a camera and looks at a few frames a second until a code was seen or it is stopped. */
export async function openCamera(readFrame: ReadFrame): Promise<Result<CameraScan, MediaError>> {
  // Outside a secure context there is no such object, whatever its type says.
  if (!('mediaDevices' in navigator)) return fail('camera-missing', 'no media devices here');
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    return ok(scan(stream, readFrame));
  } catch (thrown) {
    return fail(cameraErrorCode(thrown), thrown instanceof Error ? thrown.name : 'unknown');
  }
}

/** What a refused `getUserMedia` means for a person. */
export function cameraErrorCode(thrown: unknown): MediaErrorCode {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'camera-denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'camera-missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'camera-busy';
  return 'camera-failed';
}

function scan(stream: MediaStream, readFrame: ReadFrame): CameraScan {
  const seen: WritableSnapshot<Result<string | null, MediaError>> = writableSnapshot<Result<string | null, MediaError>>(
    ok(null),
  );
  const running = new AbortController();
  const stop = () => {
    running.abort();
    for (const track of stream.getTracks()) track.stop();
  };
  for (const track of stream.getVideoTracks()) {
    track.addEventListener('ended', () => {
      if (!running.signal.aborted) seen.set(fail('camera-busy', 'the camera went away'));
      stop();
    });
  }
  void watch(stream, running.signal, async (frame) => {
    const read = await readFrame(frame);
    if (read.ok && read.value !== null && !running.signal.aborted) seen.set(read);
  });
  return { seen, show: (surface) => show(stream, surface), stop };
}

function show(stream: MediaStream, surface: object): Disposer {
  if (!(surface instanceof HTMLVideoElement)) return () => undefined;
  surface.srcObject = stream;
  return () => {
    surface.srcObject = null;
  };
}

/** One frame at a time: the next is taken only when the last was looked at. */
async function watch(
  stream: MediaStream,
  signal: AbortSignal,
  look: (frame: ImageBitmap) => Promise<void>,
): Promise<void> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  while (!signal.aborted) {
    const frame = await grab(video);
    if (frame !== null) await look(frame);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  video.srcObject = null;
}

async function grab(video: HTMLVideoElement): Promise<ImageBitmap | null> {
  if (video.videoWidth === 0) return null;
  const factor = Math.min(1, FRAME_SIDE / Math.max(video.videoWidth, video.videoHeight));
  try {
    return await createImageBitmap(video, {
      resizeWidth: Math.max(1, Math.round(video.videoWidth * factor)),
      resizeHeight: Math.max(1, Math.round(video.videoHeight * factor)),
    });
  } catch {
    // The camera may end between two frames.
    return null;
  }
}
