import type { Answer, RequestArguments, RequestName, Requests } from "@typed-session/typescript-plugin/protocol";
import * as vscode from "vscode";
import { activeDocument } from "./active-document.js";
import { isTypeScript7On, whyNothingIsShown } from "./typescript-7.js";

/**
 * Asks the plugin in tsserver about the project of a document that is open.
 *
 * @returns `undefined` for a document that has nothing to do with a session, or without a server that answers, as with
 * TypeScript 7
 */
export async function ask<Name extends RequestName>(
  name: Name,
  document: vscode.TextDocument,
): Promise<Requests[Name] | undefined> {
  if (isTypeScript7On()) return undefined;
  const args: RequestArguments = { file: document.uri.fsPath };
  try {
    const response = await vscode.commands.executeCommand<{ readonly body?: Answer<Name> } | undefined>(
      "typescript.tsserverRequest",
      name,
      args,
    );
    return isAnswered(response?.body) ? response.body : undefined;
  } catch {
    // The server is starting, was restarted, or does not know the plugin.
    return undefined;
  }
}

function isAnswered<Name extends RequestName>(body: Answer<Name> | undefined): body is Requests[Name] {
  return body !== undefined && Object.keys(body).length > 0;
}

export const nothingFound =
  "typed-session sees no auth config from here. Open the file with your `jwt` and `session` callbacks and try again.";

/** The same for the active document; without an answer the user learns why. */
export async function askOrTell<Name extends RequestName>(
  name: Name,
): Promise<{ readonly document: vscode.TextDocument; readonly answer: Requests[Name] } | undefined> {
  const document = activeDocument();
  const answer = document && (await ask(name, document));
  if (answer) return { document, answer };
  void vscode.window.showWarningMessage(isTypeScript7On() ? whyNothingIsShown : nothingFound);
  return undefined;
}
