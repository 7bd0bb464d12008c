export const grants: readonly string[] = [
  `revoke all on all functions in schema search from public`,
  `grant usage on schema search to hub_app`,
  `grant select on search.value to hub_app`,
  `grant execute on function search.count, search.find, search.vote, search.near, search.known,
    search.keywords, search.values_of, search.remove, search.put, search.spell, search.rebuild_begin,
    search.rebuild_abort, search.rebuild_add, search.rebuild_prepare, search.rebuild_swap to hub_app`,
];
