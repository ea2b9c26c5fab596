// Goes before a server of TypeScript that runs with --expose-gc: tells, whenever it gets SIGUSR2, how much of its heap is in use once
// all garbage is gone, as an event of the server's protocol.
const { Buffer } = require("node:buffer");
const process = require("node:process");

process.on("SIGUSR2", () => {
  // What a first collection frees lets weak references go, and with them more.
  for (let round = 0; round < 3; round++) globalThis.gc();
  const event = { seq: 0, type: "event", event: "heap", body: { used: process.memoryUsage().heapUsed } };
  const text = JSON.stringify(event);
  process.stdout.write(`Content-Length: ${String(Buffer.byteLength(text) + 1)}\r\n\r\n${text}\n`);
});
