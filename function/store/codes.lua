-- The record of a number: a hash. Its newest code has the fields that the vendor's document names (`code`, `sentAt`, `tries`,
-- `result`), of which `tries` counts the attempts without a handle. Each older live code is one packed field, `c:` and its handle.
-- `attempts` are those with the handle: the handle, then `,id:w` for each wrong one or `,id:r` and the time for the right one.

local newest_fields = { 'request', 'code', 'sentAt', 'tries', 'result', 'checkedAt', 'tried', 'attempts' }

local function read_newest(fields)
  if not fields.code then
    return nil
  end
  -- Version 0.1 replaces a code without its attempts.
  local attempts = fields.attempts or ''
  if string.sub(attempts, 1, #fields.request) ~= fields.request then
    attempts = fields.request
  end
  return {
    handle = fields.request,
    hash = fields.code,
    sent_at = tonumber(fields.sentAt),
    tries = tonumber(fields.tries or 0),
    attempts = attempts,
    used = fields.result == 'right' or string.find(attempts, ':r', 1, true) ~= nil,
  }
end

local function pack(code)
  return table.concat({ code.hash, code.sent_at, code.tries, code.used and 'used' or '', code.attempts }, ';')
end

local function unpack_code(handle, packed)
  local hash, sent_at, tries, used, attempts = string.match(packed, '^(.-);(%d+);(%d+);(.-);(.*)$')
  return {
    handle = handle,
    hash = hash,
    sent_at = tonumber(sent_at),
    tries = tonumber(tries),
    attempts = attempts,
    used = used == 'used',
  }
end

-- Returns the fields of a record, its newest code (nil if there is none), and its older codes by handle.
local function read_record(key)
  local list, fields, older = redis.call('HGETALL', key), {}, {}
  for index = 1, #list, 2 do
    local handle = string.match(list[index], '^c:(.*)$')
    if handle then
      older[handle] = unpack_code(handle, list[index + 1])
    else
      fields[list[index]] = list[index + 1]
    end
  end
  return fields, read_newest(fields), older
end

local function is_live(code, now, ttl)
  return math.abs(now - code.sent_at) < ttl
end

-- Extends a record's life.
local function keep_until(key, now, time)
  if redis.call('PTTL', key) < time - now then
    redis.call('PEXPIRE', key, time - now)
  end
end

-- The unconfirmed messages of a number (`open`), each `network/site@second;`.
local function each_open(open)
  return string.gmatch(open or '', '([^/;]*)/([^/;]*)@(%d+);')
end
