import type { Statement } from './database.ts'

const columns = `delivery_id, kind, receiver, matter_id, seq, number, body, token, created_at, due_at, attempts,
  last_error, delivered_at, answered_at, dead_at`

export const fanOutStatement: Statement = {
  name: 'fan_out',
  text: `with hearing as (
  select webhook_id::text as receiver
  from webhook
  where district_id = $1
    and disabled_at is null
    and types && $2::text[]
),
added as (
  insert into delivery (district_id, delivery_id, kind, receiver, matter_id, seq, number, body, created_at, due_at)
  select $1, gen_random_uuid(), 'webhook', receiver, $3, $4, $5, $6, $7, $7
  from hearing
  on conflict (district_id, matter_id, seq, number, kind, receiver) do nothing
)
select count(*)::int as hearing
from hearing`,
}

export const addDeliveriesStatement: Statement = {
  name: 'add_deliveries',
  text: `insert into delivery (district_id, delivery_id, kind, receiver, matter_id, seq, number, body, created_at, due_at,
  token, delivered_at)
select $1, gen_random_uuid(), $2, receiver, $4, $5, $6, $7, $8, $8, $9, case when $10::boolean then $8::timestamptz end
from unnest($3::text[]) as given(receiver)
on conflict (district_id, matter_id, seq, number, kind, receiver) do nothing`,
}

export const listReceiversStatement: Statement = {
  name: 'list_receivers',
  text: `select distinct kind, receiver
from delivery
where district_id = $1
  and delivered_at is null
  and dead_at is null
  and due_at <= $2
  and not exists (
    select
    from webhook
    where webhook.district_id = $1
      and delivery.kind = 'webhook'
      and webhook.webhook_id::text = delivery.receiver
      and webhook.disabled_at is not null
  )
limit $3`,
}

export const takeDeliveriesStatement: Statement = {
  name: 'take_deliveries',
  text: `with due as (
  select ctid as place
  from delivery
  where district_id = $1
    and kind = $2
    and receiver = $3
    and delivered_at is null
    and dead_at is null
    and due_at <= $4
  order by due_at
  limit $5
  for update skip locked
)
update delivery
set attempts = delivery.attempts + 1,
  due_at = $4::timestamptz + $6::float8 * interval '1 millisecond'
from due
where delivery.district_id = $1
  and delivery.ctid = due.place
returning ${columns}`,
}

export const settleDeliveryStatement: Statement = {
  name: 'settle_delivery',
  text: `with counted as (
  update webhook
  set failures = case when $3 = 'delivered' then 0 else failures + 1 end,
    failed_at = case when $3 = 'delivered' then failed_at else $6::timestamptz end,
    disabled_at = case when $8::boolean then $6::timestamptz else disabled_at end
  where district_id = $1
    and webhook_id = $9::uuid
    and ($3 <> 'delivered' or failures > 0)
)
update delivery
set last_error = $4,
  due_at = coalesce($5::timestamptz, due_at),
  delivered_at = case when $3 = 'delivered' then $6::timestamptz end,
  answered_at = case when $7::boolean then coalesce(answered_at, $6::timestamptz) else answered_at end,
  dead_at = case when $3 = 'dead' then $6::timestamptz end
where district_id = $1
  and delivery_id = $2::uuid`,
}

export const listDeliveriesStatement: Statement = {
  name: 'list_deliveries',
  text: `select ${columns}
from delivery
where district_id = $1
  and case $2
    when 'pending' then delivered_at is null and dead_at is null
    when 'delivered' then delivered_at is not null
    when 'unanswered' then delivered_at is not null and token is not null and answered_at is null
    else dead_at is not null
  end
  and ($3::text is null or receiver = $3)
  and ($4::uuid is null or matter_id = $4::uuid)
  and ($5::uuid is null or (created_at, delivery_id) > (
    select created_at, delivery_id
    from delivery
    where district_id = $1
      and delivery_id = $5::uuid
  ))
order by created_at, delivery_id
limit $6`,
}

export const findDeliveryStatement: Statement = {
  name: 'find_delivery',
  text: `select ${columns}
from delivery
where district_id = $1
  and delivery_id = $2::uuid`,
}

export const resendDeliveryStatement: Statement = {
  name: 'resend_delivery',
  text: `update delivery
set attempts = 0,
  delivered_at = null,
  dead_at = null,
  due_at = $3
where district_id = $1
  and delivery_id = any ($2::uuid[])
  and (delivered_at is not null or dead_at is not null)`,
}

export const dropDeliveryStatement: Statement = {
  name: 'drop_delivery',
  text: `delete from delivery
where district_id = $1
  and delivery_id = any ($2::uuid[])
  and dead_at is not null
returning kind, receiver, matter_id`,
}

export const answerCallStatement: Statement = {
  name: 'answer_call',
  text: `update delivery
set answered_at = $3
where district_id = $1
  and delivery_id = $2::uuid
  and answered_at is null`,
}

export const clearDeliveriesStatement: Statement = {
  name: 'clear_deliveries',
  text: `with old as (
  select ctid as place
  from delivery
  where district_id = $1
    and delivered_at < $2
    and (token is null or answered_at is not null)
  limit $3
)
delete from delivery
using old
where delivery.district_id = $1
  and delivery.ctid = old.place`,
}

/** For review: `packages/store/emitted`. */
export const deliveryStatements: readonly Statement[] = [
  fanOutStatement,
  addDeliveriesStatement,
  listReceiversStatement,
  takeDeliveriesStatement,
  settleDeliveryStatement,
  listDeliveriesStatement,
  findDeliveryStatement,
  resendDeliveryStatement,
  dropDeliveryStatement,
  answerCallStatement,
  clearDeliveriesStatement,
]
