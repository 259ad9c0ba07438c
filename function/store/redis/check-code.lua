-- Checks a code and counts the attempt. Returns { 'right', time of the check }, { 'wrong', attempts left }, { 'spent' },
-- { 'expired' }, or { 'attempts' or 'address', ms until the limit ends }.
local record, known, range, total = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local attempt, hash = ARGV[5], ARGV[6]
local known_member, network, site, handle = ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local ttl, max_attempts, address_limit, window = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13]), tonumber(ARGV[14])
-- A login with a test number confirms nothing for the guard, and does not make the number known.
local is_test = ARGV[15] == 'test'

local fields, newest, older = read_record(record)

-- The number has logged in: its messages are confirmed, and it is known.
local function confirm()
  for sent_from, sent_from_site, second in each_open(fields.open) do
    uncount_networks(sent_from, sent_from_site, 'u', second * 1000, window)
    if not is_test then
      for _, key in ipairs({ range, total }) do
        uncount_guarded(key, 'u', second * 1000, now)
      end
    end
  end
  redis.call('HDEL', record, 'open')
  if not is_test then
    redis.call('SADD', known, known_member)
    redis.call('PEXPIRE', known, 2 * limits.knownPeriod)
  end
end

if handle ~= '' then
  local code = newest and newest.handle == handle and newest or older[handle]
  if not code or not is_live(code, now, ttl) then
    return { 'expired' }
  end
  local made = 0
  for id, result, time in string.gmatch(code.attempts, ',([^:]*):(%a)(%d*)') do
    made = made + 1
    if id == attempt then
      return result == 'r' and { 'right', tonumber(time) } or { 'wrong', math.max(0, max_attempts - made) }
    end
  end
  if code.used or made >= max_attempts then
    return { 'spent' }
  end
  local right = code.hash == hash
  code.attempts = code.attempts .. ',' .. attempt .. (right and ':r' .. now or ':w')
  if code == newest then
    redis.call('HSET', record, 'attempts', code.attempts)
    if right then
      -- So that instances of version 0.1 do not accept it again.
      redis.call('HSET', record, 'tries', 99)
    end
  else
    code.fields.attempts = code.attempts
    redis.call('HSET', record, 'c:' .. handle, pack(code.fields))
  end
  if right then
    confirm()
    return { 'right', now }
  end
  return { 'wrong', max_attempts - made - 1 }
end

if not newest or not is_live(newest, now, ttl) then
  return { 'expired' }
end
-- `tried` lists the IDs of the attempts in order, with a comma before and after each.
local tried = fields.tried or ','
local before = string.find(tried, ',' .. attempt .. ',', 1, true)
if before then
  local _, try = string.gsub(string.sub(tried, 1, before), ',', ',')
  if fields.result == 'right' and try == newest.tries then
    return { 'right', tonumber(fields.checkedAt) }
  end
  return { 'wrong', math.max(0, max_attempts - try) }
end
if newest.used or newest.tries >= max_attempts then
  return { 'spent' }
end
local wrong_today = wrong_attempts(fields, day)
if wrong_today >= limits.attemptsPerDay then
  return { 'attempts', day_ends - now }
end
local retry_after = network_retry_after(network, site, 'w', address_limit * max_attempts, now, window)
if retry_after then
  return { 'address', retry_after }
end

local right = newest.hash == hash
redis.call('HMSET', record, 'tries', newest.tries + 1, 'tried', tried .. attempt .. ',', 'result', right and 'right' or 'wrong')
if right then
  redis.call('HSET', record, 'checkedAt', now)
  confirm()
  return { 'right', now }
end
redis.call('HSET', record, 'wrong', day .. ':' .. wrong_today + 1)
keep_until(record, now, day_ends)
count_networks(network, site, 'w', now, window)
return { 'wrong', max_attempts - newest.tries - 1 }
