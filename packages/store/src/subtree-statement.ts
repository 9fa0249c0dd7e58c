import type { Statement } from './database.ts'

export const lastSubtreeStatement: Statement = {
  name: 'read_last_subtree',
  text: `select number, bound
from ledger_subtree
where district_id = $1
  and level = $2
order by number desc
limit 1`,
}

export const addSubtreesStatement: Statement = {
  name: 'add_subtrees',
  text: `insert into ledger_subtree (district_id, level, number, bound, root)
select $1, $2, made.number, made.bound, decode(made.root, 'hex')
from unnest($3::bigint[], $4::bigint[], $5::text[]) as made(number, bound, root)
on conflict (district_id, level, number) do nothing`,
}

export const sealedHashesStatement: Statement = {
  name: 'read_sealed_hashes',
  text: `select position, encode(hash, 'hex') as hash
from every_entry as entry
where district_id = $1
  and position > $2
  and position <= $3
order by position
limit $4`,
}

export const belowStatement: Statement = {
  name: 'read_subtrees_below',
  text: `select bound, encode(root, 'hex') as root
from ledger_subtree
where district_id = $1
  and level = $2
  and number >= $3
order by number
limit $4`,
}

export const frameStatement: Statement = {
  name: 'read_subtree_frame',
  text: `select block.number as block,
  coalesce(block.bound, 0) as block_bound,
  coalesce(before.bound, 0) as block_after,
  coalesce((
    select bound
    from ledger_subtree
    where district_id = $1
      and level = $2
      and number = $4
  ), 0) as tail_after
from (values (1)) as one
left join (
  select number, bound
  from ledger_subtree
  where district_id = $1
    and level = $2
    and bound >= $3
  order by bound
  limit 1
) as block on true
left join (
  select bound
  from ledger_subtree
  where district_id = $1
    and level = $2
    and bound < $3
  order by bound desc
  limit 1
) as before on true`,
}

export const subtreesStatement: Statement = {
  name: 'read_subtrees',
  text: `select node.level, node.number, node.bound, encode(node.root, 'hex') as root
from unnest($2::int[], $3::bigint[], $4::bigint[]) as wanted(level, first, beyond)
join ledger_subtree as node on node.district_id = $1
  and node.level = wanted.level
  and node.number >= wanted.first
  and node.number < wanted.beyond`,
}

/** For review: `packages/store/emitted`. */
export const subtreeStatements: readonly Statement[] = [
  lastSubtreeStatement,
  addSubtreesStatement,
  sealedHashesStatement,
  belowStatement,
  frameStatement,
  subtreesStatement,
]
