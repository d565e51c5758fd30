import type { ToProgram } from '@shared/mini/bridge.ts';
import type { ProgramPort } from '@ports/programViews.ts';

/** A `MessagePort` to a program's page. It starts to hear with its first listener. */
export function programPortOf(port: MessagePort): ProgramPort {
  return {
    post: (message: ToProgram) => port.postMessage(message),
    onMessage: (listener) => {
      const hear = ({ data }: MessageEvent<unknown>) => listener(data);
      port.addEventListener('message', hear);
      port.start();
      return () => port.removeEventListener('message', hear);
    },
    close: () => port.close(),
  };
}
