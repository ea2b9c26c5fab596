import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  ApplyWorkspaceEditRequest,
  CodeActionRequest,
  CodeActionResolveRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExecuteCommandRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  WorkDoneProgressCreateRequest,
  type CodeAction,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { linkedApp, type LinkedApp } from "./linked-app.js";

const modules = join(import.meta.dirname, "../node_modules");

/** Language servers in front of tsserver that speak LSP, as Neovim, Helix, Zed and others use them. */
export const clients = {
  vtsls: ["@vtsls/language-server/bin/vtsls.js", "--stdio"],
  "typescript-language-server": ["typescript-language-server/lib/cli.mjs", "--stdio"],
} as const;

export interface LspApp extends LinkedApp {
  readonly uri: (name: string) => string;
  readonly open: (name: string) => Promise<void>;
  /** The last published diagnostics of a file. */
  readonly diagnostics: (name: string) => readonly Diagnostic[];
  /** The code actions of a kind at a range. */
  readonly actions: (name: string, range: Range, kind: string) => Promise<CodeAction[]>;
  /** The changes of an action: its edit, or those that its command asks the client for. */
  readonly perform: (action: CodeAction) => Promise<WorkspaceEdit | undefined>;
  readonly close: () => Promise<void>;
}

/** A real app with the plugin in its tsconfig, and a language server for it. */
export async function startClient(
  client: keyof typeof clients,
  files: Readonly<Record<string, string>>,
): Promise<LspApp> {
  const app = linkedApp(files);
  app.link("typescript");
  return clientFor(app, client);
}

/** A language server for an app that has its own TypeScript. */
export async function clientFor(
  app: LinkedApp,
  client: keyof typeof clients,
  globalPlugins: readonly object[] = [],
): Promise<LspApp> {
  const { root, path } = app;
  const [script, ...args] = clients[client];
  const server = spawn(process.execPath, [join(modules, script), ...args], { cwd: root, stdio: "pipe" });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const uri = (name: string): string => pathToFileURL(path(name)).href;
  const published = new Map<string, readonly Diagnostic[]>();
  connection.onNotification(PublishDiagnosticsNotification.type, (one) => void published.set(one.uri, one.diagnostics));
  const applied: WorkspaceEdit[] = [];
  connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
    applied.push(edit);
    return { applied: true };
  });
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
  const tsdk = path("node_modules/typescript/lib");
  const settings: Record<string, unknown> = {
    typescript: { tsdk },
    vtsls: { autoUseWorkspaceTsdk: true, tsserver: { globalPlugins } },
  };
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    // A request without a section asks for all settings.
    items.map(({ section }) => (section ? (settings[section] ?? {}) : settings)),
  );
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol's types still ask for it
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(root).href, name: "app" }],
    // As in Neovim's configuration of it; vtsls says that it is VS Code.
    initializationOptions: {
      ...(client === "typescript-language-server" && { hostInfo: "neovim" }),
      tsserver: { path: join(tsdk, "tsserver.js") },
    },
    capabilities: {
      workspace: {
        configuration: true,
        workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
      },
      textDocument: {
        publishDiagnostics: { relatedInformation: true },
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor", "source"] } },
          dataSupport: true,
          resolveSupport: { properties: ["edit"] },
        },
      },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return {
    ...app,
    uri,
    open: (name) =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: {
          uri: uri(name),
          languageId: name.endsWith(".vue") ? "vue" : "typescript",
          version: 1,
          text: app.read(name),
        },
      }),
    diagnostics: (name) => published.get(uri(name)) ?? [],
    actions: async (name, range, kind) => {
      const found = await connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: uri(name) },
        range,
        context: { diagnostics: [...(published.get(uri(name)) ?? [])], only: [kind] },
      });
      return (found ?? []).filter((one): one is CodeAction => !("command" in one && typeof one.command === "string"));
    },
    perform: async (action) => {
      const { edit, command } =
        action.edit || action.data === undefined
          ? action
          : await connection.sendRequest(CodeActionResolveRequest.type, action);
      if (edit || !command) return edit;
      await connection.sendRequest(ExecuteCommandRequest.type, command);
      return applied.pop();
    },
    close: async () => {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      connection.dispose();
      server.kill();
      app.remove();
    },
  };
}
