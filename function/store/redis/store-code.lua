-- Checks the limits, counts the message and stores the code. Returns { 'stored' or 'duplicate' }, or the limit that is reached
-- and the milliseconds until it ends; then the notices.
local record, messages, range, total = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local handle, hash = ARGV[5], ARGV[6]
-- `captcha` is empty, or whether a captcha is `configured` or already `solved`.
local known_member, network, site, captcha = ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local ttl, interval, daily_limit = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])
local address_limit, window, budget = tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16])
-- Nothing is sent to a test number, so it counts neither for the budget nor for the guard.
local is_test = ARGV[17] == 'test'
if is_test then
  budget = 0
end

local fields, newest, older = read_record(record)
if newest and newest.handle == handle then
  return { newest.hash == hash and 'stored' or 'duplicate', 0 }
end
if older[handle] then
  return { 'duplicate', 0 }
end

-- Limits of the number.
local same_day = fields.day == day
local sends = same_day and tonumber(fields.sends) or 0
local released_at, released_sends = read_release(fields, day_starts)
if sends - released_sends >= daily_limit then
  return { 'day', day_ends - now }
end
if newest and newest.sent_at > released_at then
  -- Negative if an instance of version 0.1 stored the code, whose clock may be wrong.
  local elapsed = now - newest.sent_at
  if math.abs(elapsed) < interval then
    return { 'interval', math.min(interval, interval - elapsed) }
  end
end

-- Limits of the client's network.
local open = {}
for sent_from, sent_from_site, second in each_open(fields.open) do
  if now - second * 1000 < math.max(window, limits.guardWindow) or second * 1000 >= day_starts then
    open[#open + 1] = sent_from .. '/' .. sent_from_site .. '@' .. second .. ';'
  end
end
if network ~= '' and asked_from(fields.open, network, site, day_starts, released_at) >= share_of_network(daily_limit) then
  return { 'address', day_ends - now }
end
local retry_after = network_retry_after(network, site, 'u', address_limit, now, window)
if retry_after then
  return { 'address', retry_after }
end

-- The daily budget and the guard. Numbers that logged in lately always pass the guard, and so do those that were released today.
local notices = {}
local known = redis.call('SISMEMBER', KEYS[5], known_member) == 1 or redis.call('SISMEMBER', KEYS[6], known_member) == 1
local unreserved = unreserved_of(budget)
local sent_today = tonumber(redis.call('HGET', messages, 'sent') or 0)
if budget > 0 and sent_today >= (known and budget or unreserved) then
  return { 'budget', day_ends - now }
end
local no_longer_tripped = {}
if not is_test and not known and captcha ~= 'solved' and released_at < day_starts then
  local tripped, passes = {}, captcha == ''
  for _, guard in ipairs({ { 'range', range, limits.rangeGuard }, { 'total', total, limits.totalGuard } }) do
    local name, key, limit = guard[1], guard[2], guard[3]
    local sums, was_tripped = read_guard(key, now)
    if must_trip(sums, limit) then
      tripped[#tripped + 1] = { name = name, key = key }
      passes = passes and sums.p < limit
      if redis.call('HSETNX', key, 'tripped', now) == 1 then
        notices[#notices + 1] = name .. '_guard_tripped'
      end
    elseif was_tripped then
      no_longer_tripped[#no_longer_tripped + 1] = key
    end
  end
  if #tripped > 0 then
    local refused = redis.call('HINCRBY', tripped[1].key, 'refused', 1)
    if not passes or refused % limits.guardPasses ~= 0 then
      return { tripped[1].name, limits.guardRetryAfter, unpack(notices) }
    end
    for _, guard in ipairs(tripped) do
      count_guarded(guard.key, now, { 'p' })
    end
  end
end

-- Counts the message.
if budget > 0 then
  sent_today = redis.call('HINCRBY', messages, 'sent', 1)
  redis.call('PEXPIRE', messages, day_ends - now + limits.guardWindow)
  for notice, reached in pairs({ budget_nearly_used = unreserved, budget_used = budget }) do
    if sent_today == reached and redis.call('HSETNX', messages, notice, 1) == 1 then
      notices[#notices + 1] = notice
    end
  end
end
count_networks(network, site, 'u', now, window)
if not is_test then
  for _, key in ipairs({ range, total }) do
    count_guarded(key, now, { 's', 'u' })
  end
end
for _, key in ipairs(no_longer_tripped) do
  redis.call('HDEL', key, 'tripped')
end

-- Stores the code. The one before it can still be checked with its handle.
for older_handle, code in pairs(older) do
  if not is_live(code, now, ttl) then
    redis.call('HDEL', record, 'c:' .. older_handle)
  end
end
if newest and is_live(newest, now, ttl) then
  redis.call('HSET', record, 'c:' .. newest.handle, pack(newest.fields))
end
open[#open + 1] = network .. '/' .. site .. '@' .. math.floor(now / 1000) .. ';'
delete_newest(record)
redis.call('HMSET', record, 'request', handle, 'code', hash, 'sentAt', now, 'day', day, 'sends', sends + 1, 'open', table.concat(open))
keep_until(record, now, math.max(day_ends, now + ttl, now + interval))
return { 'stored', 0, unpack(notices) }
