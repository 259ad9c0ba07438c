-- The record of a number: a hash. Its newest code has the fields that the vendor's document names (`code`, `sentAt`, `tries`,
-- `result`), of which `tries` counts the attempts without a handle. Each older live code is one packed field, `c:` and its handle.
-- `attempts` are those with the handle: the handle, then `,id:w` for each wrong one or `,id:r` and the time for the right one.

local code_fields = { 'code', 'sentAt', 'tries', 'result', 'checkedAt', 'tried', 'attempts' }

-- Makes a code of the fields that describe it.
local function read_code(handle, fields)
  -- Version 0.1 replaces a code without its attempts.
  local attempts = fields.attempts or ''
  if string.sub(attempts, 1, #handle) ~= handle then
    attempts = handle
  end
  return {
    handle = handle,
    fields = fields,
    hash = fields.code,
    sent_at = tonumber(fields.sentAt),
    tries = tonumber(fields.tries or 0),
    attempts = attempts,
    used = fields.result == 'right' or string.find(attempts, ':r', 1, true) ~= nil,
  }
end

local function pack(fields)
  local values = {}
  for index, name in ipairs(code_fields) do
    values[index] = fields[name] or ''
  end
  return table.concat(values, ';')
end

local function unpack_fields(packed)
  local fields, index = {}, 0
  for value in string.gmatch(packed .. ';', '([^;]*);') do
    index = index + 1
    fields[code_fields[index]] = value ~= '' and value or nil
  end
  return fields
end

-- Returns the fields of a record, its newest code (nil if there is none), and its older codes by handle.
local function read_record(key)
  local list, fields, older = redis.call('HGETALL', key), {}, {}
  for index = 1, #list, 2 do
    local handle = string.match(list[index], '^c:(.*)$')
    if handle then
      older[handle] = read_code(handle, unpack_fields(list[index + 1]))
    else
      fields[list[index]] = list[index + 1]
    end
  end
  return fields, fields.code and read_code(fields.request, fields), older
end

local function is_live(code, now, ttl)
  return math.abs(now - code.sent_at) < ttl
end

-- Deletes the newest code of a record.
local function delete_newest(key)
  redis.call('HDEL', key, 'request', unpack(code_fields))
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

-- How many of the unconfirmed messages of the day a client's network asked for, or its site, since a release.
local function asked_from(open, network, site, day_starts, released_at)
  local asked = 0
  for sent_from, sent_from_site, second in each_open(open) do
    local same_network = site == '' and sent_from == network or site ~= '' and sent_from_site == site
    if same_network and second * 1000 >= day_starts and second * 1000 > released_at then
      asked = asked + 1
    end
  end
  return asked
end

-- How many messages of a day one network may ask for.
local function share_of_network(daily_limit)
  return math.max(1, math.floor(daily_limit / 2))
end

-- When an operator released the number, and how many messages the day had had then. `released` is a time, a colon and a number.
local function read_release(fields, day_starts)
  local at, sends = string.match(fields.released or '', '^(%d+):(%d+)$')
  at = tonumber(at or 0)
  return at, at >= day_starts and tonumber(sends or 0) or 0
end

-- Wrong codes of the day that were entered without a handle. `wrong` is a day, a colon and a number.
local function wrong_attempts(fields, day)
  local wrong_day, wrong_count = string.match(fields.wrong or '', '^(%d+):(%d+)$')
  return wrong_day == day and tonumber(wrong_count) or 0
end
