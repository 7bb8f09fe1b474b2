// Wakes the islands of a page. A page without any loads nothing beyond this file.

const here = document.querySelector("script[data-islands]");
const islands = document.querySelectorAll("leptos-island");

if (here && islands.length > 0) {
  // Leptos reads these from an inline script; no page of ours has resources, so they stay empty.
  Object.assign(globalThis, {
    __RESOLVED_RESOURCES: [],
    __SERIALIZED_ERRORS: [],
    __PENDING_RESOURCES: [],
    __RESOURCE_RESOLVERS: [],
    __INCOMPLETE_CHUNKS: [],
  });
  const code = await import(here.dataset.islands);
  await code.default({ module_or_path: here.dataset.wasm });
  code.hydrate();
  for (const island of islands) {
    code[island.dataset.component]?.(island);
  }
}
