/** A text before and after an edit, written once: `⟨…⟩` surrounds what the edit adds, `⟪…⟫` what it removes. */
export function beforeAndAfter(text: string): { readonly before: string; readonly after: string } {
  return {
    before: text.replace(/⟨[^⟩]*⟩/g, "").replace(/[⟪⟫]/g, ""),
    after: text.replace(/⟪[^⟫]*⟫/g, "").replace(/[⟨⟩]/g, ""),
  };
}
