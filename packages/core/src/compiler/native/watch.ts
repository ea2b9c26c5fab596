/** Learns of the requests to a compiler's process, to end it when one takes too long. */
export interface RequestWatch {
  readonly asked: () => void;
  readonly answered: () => void;
  /**
   * An error of a request, whose cause may be that the process was ended.
   *
   * @returns the error to be thrown
   */
  readonly failed: (error: unknown) => unknown;
  /** The process is not asked any more. */
  readonly ended: () => void;
}

/** Starts to watch a process. */
export type StartWatch = (processId: number) => RequestWatch;

/** The part of the API's client that requests pass through, which its types do not show. */
interface Channel {
  readonly child: { readonly pid?: number; readonly kill: (signal: "SIGKILL") => void };
  requestSync: (method: string, payload: string) => unknown;
  requestBinarySync: (method: string, payload: Uint8Array) => unknown;
  close: () => void;
}

/** The same API, whose requests are watched and whose process ends without a word, if the client is one that is known. */
export function watched<Api extends object>(api: Api, start: StartWatch | undefined): Api {
  const { channel } = (api as { readonly client?: { readonly channel?: Channel } }).client ?? {};
  const id = channel?.child.pid;
  if (!start || !channel || id === undefined) return api;
  const watch = start(id);
  const watching =
    <Payload>(ask: (method: string, payload: Payload) => unknown) =>
    (method: string, payload: Payload): unknown => {
      watch.asked();
      try {
        return ask.call(channel, method, payload);
      } catch (error) {
        throw watch.failed(error);
      } finally {
        watch.answered();
      }
    };
  channel.requestSync = watching(channel.requestSync);
  channel.requestBinarySync = watching(channel.requestBinarySync);
  const { close } = channel;
  channel.close = () => {
    watch.ended();
    // Asked to end, the process of 7.0 may say on stderr that it has been.
    channel.child.kill("SIGKILL");
    close.call(channel);
  };
  return api;
}
