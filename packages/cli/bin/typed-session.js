#!/usr/bin/env node
import { start } from "../dist/start.js";

process.stdout.on("error", (error) => {
  // `typed-session check | head`: who reads has seen enough, and the exit code says what it says otherwise.
  if (error.code === "EPIPE") return;
  process.stderr.write(
    `typed-session: The output could not be written (${error.message}); make room for it, or send it elsewhere, and run this again.\n`,
  );
  process.exitCode = 2;
});
// There is nobody left to be told.
process.stderr.on("error", () => undefined);

const code = await start(process.argv.slice(2));
process.exitCode ??= code;
