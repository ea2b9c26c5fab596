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

/**
 * The same API, if its client is one that is known here: its requests are watched, and its process ends without a word.
 */
export function watched<Api extends object>(api: Api, start: StartWatch | undefined): Api {
  const { channel } = (api as { readonly client?: { readonly channel?: Channel } }).client ?? {};
  if (!channel) return api;
  const { child, close } = channel;
  const watch = child.pid === undefined ? undefined : start?.(child.pid);
  if (watch) watchRequests(channel, watch);
  channel.close = () => {
    watch?.ended();
    // Asked to end, the process of 7.0 may say on stderr that it has been.
    child.kill("SIGKILL");
    close.call(channel);
  };
  return api;
}

function watchRequests(channel: Channel, watch: RequestWatch): void {
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
}
