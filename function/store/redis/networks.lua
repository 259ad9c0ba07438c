-- The windows of a client's networks: of the network itself, and of its site, to which a multiple of each limit applies. An empty tag
-- is that of no network.

-- The key is not among KEYS, since a login also takes back messages that other networks asked for; it has the prefix and the hash tag
-- of all keys, and so is in the same slot.
local key_start = string.match(KEYS[1], '^.-{sms}:')

local function network_key(tag)
  return key_start .. 'network:' .. tag
end

local function count_networks(network, site, kind, now, window)
  for _, tag in ipairs({ network, site }) do
    if tag ~= '' then
      count(network_key(tag), kind, now, window)
    end
  end
end

local function uncount_networks(network, site, kind, time, window)
  for _, tag in ipairs({ network, site }) do
    if tag ~= '' then
      uncount(network_key(tag), kind, time, window)
    end
  end
end

-- Milliseconds until a client may try again; nil if it may now.
local function network_retry_after(network, site, kind, limit, now, window)
  for _, limited in ipairs({ { tag = network, factor = 1 }, { tag = site, factor = limits.siteFactor } }) do
    if limited.tag ~= '' then
      local all, _, first = read_window(network_key(limited.tag), now, window, 0)
      if all[kind] >= limit * limited.factor then
        return time_left(first[kind], now, window)
      end
    end
  end
end
