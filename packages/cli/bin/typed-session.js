#!/usr/bin/env node
import { start } from "../dist/start.js";

// `typed-session check | head`: who reads has seen enough.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await start(process.argv.slice(2));
