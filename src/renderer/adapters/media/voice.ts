import { loudness, waveform } from '@domain/voice/waveform.ts';
import {
  MAX_RECORDING,
  type MediaError,
  type MediaErrorCode,
  type RecordingState,
  type VoiceNote,
  type VoiceRecording,
} from '@ports/media.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { type Result, fail, ok } from '@shared/result.ts';

/** Containers of Opus that recorders make; the first two say nothing of when it was recorded. */
const CONTAINERS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4;codecs=opus'] as const;
const ENDINGS: Readonly<Record<string, string>> = { 'audio/ogg': 'ogg', 'audio/webm': 'webm', 'audio/mp4': 'm4a' };
/** Speech is plain at this, and takes 14 kB a minute less than nothing anybody would hear. */
const BITS_PER_SECOND = 32_000;
/** It is listened to this often, ms. */
const STEP = 60;
/** How many of the last moments are shown. */
const RECENT = 48;

/** Asks for the microphone and begins (VOI-3, VOI-5). */
export async function recordVoice(): Promise<Result<VoiceRecording, MediaError>> {
  const container = typeof MediaRecorder === 'undefined' ? undefined : CONTAINERS.find(isMade);
  // Outside a secure context there is no such object, whatever its type says.
  if (!('mediaDevices' in navigator) || container === undefined) {
    return fail('microphone-failed', 'nothing here records');
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: false,
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
    return ok(new Recording(stream, container).start());
  } catch (thrown) {
    return fail(microphoneErrorCode(thrown), thrown instanceof Error ? thrown.name : 'unknown');
  }
}

/** What a refused `getUserMedia` means for a person. */
export function microphoneErrorCode(thrown: unknown): MediaErrorCode {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'microphone-denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'microphone-missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'microphone-busy';
  return 'microphone-failed';
}

function isMade(container: string): boolean {
  return MediaRecorder.isTypeSupported(container);
}

class Recording implements VoiceRecording {
  private readonly shown = writableSnapshot<RecordingState>({ step: 'recording', elapsed: 0, recent: [] });
  private readonly stream: MediaStream;
  private readonly recorder: MediaRecorder;
  private readonly ear: Ear;
  private readonly chunks: Blob[] = [];
  private readonly heard: number[] = [];
  private readonly stopped: Promise<void>;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** What was recorded before the last pause, ms. */
  private before = 0;
  private since = 0;

  constructor(stream: MediaStream, container: string) {
    this.stream = stream;
    this.recorder = new MediaRecorder(stream, { mimeType: container, audioBitsPerSecond: BITS_PER_SECOND });
    this.ear = listen(stream);
    this.recorder.addEventListener('dataavailable', ({ data }) => void this.chunks.push(data));
    this.stopped = new Promise((resolve) => {
      this.recorder.addEventListener('stop', () => resolve(), { once: true });
    });
    for (const track of stream.getAudioTracks()) track.addEventListener('ended', () => this.end());
    this.recorder.addEventListener('error', () => this.end());
  }

  get state(): VoiceRecording['state'] {
    return this.shown;
  }

  start(): this {
    this.recorder.start();
    this.since = performance.now();
    this.timer = setInterval(() => this.step(), STEP);
    return this;
  }

  pause(): void {
    if (this.recorder.state !== 'recording') return;
    this.before = this.elapsed();
    this.recorder.pause();
    this.show('paused');
  }

  resume(): void {
    if (this.recorder.state !== 'paused') return;
    this.since = performance.now();
    this.recorder.resume();
    this.show('recording');
  }

  async finish(): Promise<Result<VoiceNote, MediaError>> {
    const duration = Math.round(this.elapsed());
    this.end();
    await this.stopped;
    const [type = ''] = this.recorder.mimeType.split(';', 1);
    const file = new File(this.chunks, `voice.${ENDINGS[type] ?? 'webm'}`, { type });
    if (file.size === 0 || duration === 0) return fail('microphone-failed', 'nothing was recorded');
    const url = URL.createObjectURL(file);
    return ok({ file, duration, levels: waveform(this.heard), url, close: () => URL.revokeObjectURL(url) });
  }

  cancel(): void {
    this.end();
    this.chunks.length = 0;
  }

  private step(): void {
    if (this.recorder.state !== 'recording') return;
    this.heard.push(this.ear.level());
    if (this.elapsed() >= MAX_RECORDING) this.end();
    else this.show('recording');
  }

  private elapsed(): number {
    return this.recorder.state === 'recording' ? this.before + performance.now() - this.since : this.before;
  }

  /** Also when the microphone went away: the recorder may have stopped by itself then. */
  private end(): void {
    if (this.shown.get().step === 'ended') return;
    this.before = Math.min(MAX_RECORDING, this.elapsed());
    clearInterval(this.timer);
    if (this.recorder.state !== 'inactive') this.recorder.stop();
    for (const track of this.stream.getTracks()) track.stop();
    this.ear.close();
    this.show('ended');
  }

  private show(step: RecordingState['step']): void {
    this.shown.set({ step, elapsed: this.elapsed(), recent: this.heard.slice(-RECENT) });
  }
}

interface Ear {
  /** Loudness now. */
  readonly level: () => number;
  readonly close: () => void;
}

function listen(stream: MediaStream): Ear {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return loudness(samples);
    },
    // Closing twice is refused, and of no consequence.
    close: () => void context.close().catch(() => undefined),
  };
}
