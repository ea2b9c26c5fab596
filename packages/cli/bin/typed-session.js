#!/usr/bin/env node
import { main } from "../dist/index.js";

// `typed-session check | head`: who reads has seen enough.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await main(process.argv.slice(2));
