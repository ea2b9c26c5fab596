// Preloaded into a TypeScript server that runs with --expose-gc. At each SIGUSR2 it collects garbage and reports the
// heap in use, as an event of the server's protocol.
const { Buffer } = require("node:buffer");
const process = require("node:process");

process.on("SIGUSR2", () => {
  // The first collection clears weak references, which lets the next ones free more.
  for (let round = 0; round < 3; round++) globalThis.gc();
  const event = { seq: 0, type: "event", event: "heap", body: { used: process.memoryUsage().heapUsed } };
  const text = JSON.stringify(event);
  process.stdout.write(`Content-Length: ${String(Buffer.byteLength(text) + 1)}\r\n\r\n${text}\n`);
});
