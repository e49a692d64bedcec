;; The two passes of resizeBicubic over bytes, sixteen and three at a time: sums of
;; weight x byte in 32-bit integers, weights in units of 2^-22, rounded and clipped to 0..255.
;; Both write up to 15 bytes beyond what they are asked for; the caller leaves room.
(module
  (memory (export "memory") 1)

  ;; Scales rows of red, green and blue along their width.
  (func (export "across")
    (param $source i32) (param $sourceRow i32)   ;; first row, bytes from row to row
    (param $target i32) (param $targetRow i32)
    (param $rows i32)
    (param $count i32)                           ;; pixels of a target row
    (param $starts i32)                          ;; byte in the row that a pixel's first tap reads
    (param $ends i32)                            ;; where a pixel's weights end
    (param $weights i32) (param $stride i32)     ;; bytes from one pixel's weights to the next's
    (local $pixel i32) (local $from i32) (local $to i32) (local $weight i32) (local $end i32)
    (local $first i32) (local $sum v128)
    (loop $row
      (local.set $pixel (i32.const 0))
      (local.set $to (local.get $target))
      (local.set $first (local.get $weights))
      (loop $pixels
        (local.set $from
          (i32.add (local.get $source)
            (i32.load (i32.add (local.get $starts) (local.get $pixel)))))
        (local.set $end (i32.load (i32.add (local.get $ends) (local.get $pixel))))
        (local.set $weight (local.get $first))
        (local.set $sum (i32x4.splat (i32.const 2097152)))
        (loop $taps
          (local.set $sum
            (i32x4.add (local.get $sum)
              (i32x4.mul
                (v128.load32_splat (local.get $weight))
                (i32x4.extend_low_i16x8_u
                  (i16x8.extend_low_i8x16_u (v128.load32_zero (local.get $from)))))))
          (local.set $from (i32.add (local.get $from) (i32.const 3)))
          (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
          (br_if $taps (i32.lt_u (local.get $weight) (local.get $end))))
        (local.set $sum (i32x4.shr_s (local.get $sum) (i32.const 22)))
        (local.set $sum (i16x8.narrow_i32x4_s (local.get $sum) (local.get $sum)))
        (v128.store32_lane 0 (local.get $to)
          (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))
        (local.set $to (i32.add (local.get $to) (i32.const 3)))
        (local.set $first (i32.add (local.get $first) (local.get $stride)))
        (local.set $pixel (i32.add (local.get $pixel) (i32.const 4)))
        (br_if $pixels
          (i32.lt_u (local.get $pixel) (i32.shl (local.get $count) (i32.const 2)))))
      (local.set $source (i32.add (local.get $source) (local.get $sourceRow)))
      (local.set $target (i32.add (local.get $target) (local.get $targetRow)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br_if $row (local.get $rows))))

  ;; Scales rows of bytes along their height.
  (func (export "down")
    (param $source i32) (param $target i32)
    (param $rowBytes i32)
    (param $rows i32)                            ;; rows of the target
    (param $starts i32)                          ;; byte of the source that a row's first tap reads
    (param $ends i32) (param $weights i32) (param $stride i32)
    (local $x i32) (local $from i32) (local $weight i32) (local $end i32) (local $w v128)
    (local $bytes v128) (local $half v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (loop $row
      (local.set $x (i32.const 0))
      (local.set $end (i32.load (local.get $ends)))
      (loop $chunks
        (local.set $from
          (i32.add (i32.add (local.get $source) (i32.load (local.get $starts))) (local.get $x)))
        (local.set $weight (local.get $weights))
        (local.set $a (i32x4.splat (i32.const 2097152)))
        (local.set $b (local.get $a))
        (local.set $c (local.get $a))
        (local.set $d (local.get $a))
        (loop $taps
          (local.set $w (v128.load32_splat (local.get $weight)))
          (local.set $bytes (v128.load (local.get $from)))
          (local.set $half (i16x8.extend_low_i8x16_u (local.get $bytes)))
          (local.set $a (i32x4.add (local.get $a)
            (i32x4.mul (local.get $w) (i32x4.extend_low_i16x8_u (local.get $half)))))
          (local.set $b (i32x4.add (local.get $b)
            (i32x4.mul (local.get $w) (i32x4.extend_high_i16x8_u (local.get $half)))))
          (local.set $half (i16x8.extend_high_i8x16_u (local.get $bytes)))
          (local.set $c (i32x4.add (local.get $c)
            (i32x4.mul (local.get $w) (i32x4.extend_low_i16x8_u (local.get $half)))))
          (local.set $d (i32x4.add (local.get $d)
            (i32x4.mul (local.get $w) (i32x4.extend_high_i16x8_u (local.get $half)))))
          (local.set $from (i32.add (local.get $from) (local.get $rowBytes)))
          (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
          (br_if $taps (i32.lt_u (local.get $weight) (local.get $end))))
        (v128.store (i32.add (local.get $target) (local.get $x))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s (local.get $a) (i32.const 22))
              (i32x4.shr_s (local.get $b) (i32.const 22)))
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s (local.get $c) (i32.const 22))
              (i32x4.shr_s (local.get $d) (i32.const 22)))))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br_if $chunks (i32.lt_u (local.get $x) (local.get $rowBytes))))
      (local.set $target (i32.add (local.get $target) (local.get $rowBytes)))
      (local.set $starts (i32.add (local.get $starts) (i32.const 4)))
      (local.set $ends (i32.add (local.get $ends) (i32.const 4)))
      (local.set $weights (i32.add (local.get $weights) (local.get $stride)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br_if $row (local.get $rows)))))
