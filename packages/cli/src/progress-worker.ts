import { WriteStream } from "node:tty";
import { parentPort } from "node:worker_threads";
import yoctoSpinner from "yocto-spinner";

/** Work that is shorter than this ends before anybody wonders. */
const delay = 1000;

// The thread's own `process.stderr` goes through the main thread, which is busy.
const stderr = new WriteStream(2);
const spinner = yoctoSpinner({ stream: stderr, handleSignals: false });
let text = "";
const timer = setTimeout(() => spinner.start(text), delay);

/** A text to show, or `null` for the end. */
parentPort?.on("message", (message: string | null) => {
  if (message === null) {
    clearTimeout(timer);
    spinner.stop();
    parentPort?.close();
    return;
  }
  text = message;
  if (spinner.isSpinning) spinner.text = text;
});
