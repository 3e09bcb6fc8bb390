;; The inner loops of reduce.ts, on eight numbers of sixteen bits at a time. Pixels are four bytes: red, green, blue and
;; one unused. A pixel of the target is a sum of four of the source, whose weights add up to 256.
(module
  (memory (export "memory") 1)

  ;; $source    the picture, of rows that are $stride bytes long
  ;; $rows      for each of the 256 rows of the target, in 12 bytes: where its first pixel lies behind $source, four weights
  ;; $columns   likewise for each column, where its first pixel lies behind $row
  ;; $row       room for a row of the target that is as wide as the source still, up to $rowEnd and 16 bytes more
  ;; $target    room for 256×256 pixels of three bytes, and one byte more
  (func (export "reduce")
    (param $source i32) (param $stride i32) (param $rows i32) (param $columns i32)
    (param $row i32) (param $rowEnd i32) (param $target i32)
    (local $rowsEnd i32) (local $columnsEnd i32) (local $column i32) (local $at i32)
    (local $first i32) (local $second i32) (local $third i32) (local $fourth i32)
    (local $p v128) (local $q v128) (local $r v128) (local $s v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $half v128)

    (local.set $half (i16x8.splat (i32.const 128)))
    (local.set $rowsEnd (i32.add (local.get $rows) (i32.const 3072)))
    (local.set $columnsEnd (i32.add (local.get $columns) (i32.const 3072)))

    (loop $nextRow
      ;; Four rows of the source become one.
      (local.set $p (v128.load16_splat offset=4 (local.get $rows)))
      (local.set $q (v128.load16_splat offset=6 (local.get $rows)))
      (local.set $r (v128.load16_splat offset=8 (local.get $rows)))
      (local.set $s (v128.load16_splat offset=10 (local.get $rows)))
      (local.set $first (i32.add (local.get $source) (i32.load (local.get $rows))))
      (local.set $second (i32.add (local.get $first) (local.get $stride)))
      (local.set $third (i32.add (local.get $second) (local.get $stride)))
      (local.set $fourth (i32.add (local.get $third) (local.get $stride)))
      (local.set $at (local.get $row))
      (loop $nextPixels
        (local.set $a (v128.load align=1 (local.get $first)))
        (local.set $b (v128.load align=1 (local.get $second)))
        (local.set $c (v128.load align=1 (local.get $third)))
        (local.set $d (v128.load align=1 (local.get $fourth)))
        (v128.store align=1 (local.get $at)
          (i8x16.narrow_i16x8_u
            (i16x8.shr_u
              (i16x8.add
                (i16x8.add
                  (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $a)) (local.get $p))
                  (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $b)) (local.get $q)))
                (i16x8.add
                  (i16x8.add
                    (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $c)) (local.get $r))
                    (i16x8.mul (i16x8.extend_low_i8x16_u (local.get $d)) (local.get $s)))
                  (local.get $half)))
              (i32.const 8))
            (i16x8.shr_u
              (i16x8.add
                (i16x8.add
                  (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $a)) (local.get $p))
                  (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $b)) (local.get $q)))
                (i16x8.add
                  (i16x8.add
                    (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $c)) (local.get $r))
                    (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $d)) (local.get $s)))
                  (local.get $half)))
              (i32.const 8))))
        (local.set $first (i32.add (local.get $first) (i32.const 16)))
        (local.set $second (i32.add (local.get $second) (i32.const 16)))
        (local.set $third (i32.add (local.get $third) (i32.const 16)))
        (local.set $fourth (i32.add (local.get $fourth) (i32.const 16)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $nextPixels (i32.lt_u (local.get $at) (local.get $rowEnd))))

      ;; Four pixels of that row, which are 16 bytes, become one.
      (local.set $column (local.get $columns))
      (loop $nextColumn
        (local.set $a (v128.load align=1 (i32.add (local.get $row) (i32.load (local.get $column)))))
        (local.set $b (v128.load64_zero offset=4 align=1 (local.get $column)))
        (local.set $c
          (i16x8.add
            (i16x8.mul
              (i16x8.extend_low_i8x16_u (local.get $a))
              (i8x16.shuffle 0 1 0 1 0 1 0 1 2 3 2 3 2 3 2 3 (local.get $b) (local.get $b)))
            (i16x8.mul
              (i16x8.extend_high_i8x16_u (local.get $a))
              (i8x16.shuffle 4 5 4 5 4 5 4 5 6 7 6 7 6 7 6 7 (local.get $b) (local.get $b)))))
        (local.set $c
          (i16x8.shr_u
            (i16x8.add
              (i16x8.add
                (local.get $c)
                (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $c) (local.get $c)))
              (local.get $half))
            (i32.const 8)))
        ;; Its fourth byte is overwritten by the next.
        (v128.store32_lane align=1 0 (local.get $target)
          (i8x16.narrow_i16x8_u (local.get $c) (local.get $c)))
        (local.set $target (i32.add (local.get $target) (i32.const 3)))
        (local.set $column (i32.add (local.get $column) (i32.const 12)))
        (br_if $nextColumn (i32.lt_u (local.get $column) (local.get $columnsEnd))))

      (local.set $rows (i32.add (local.get $rows) (i32.const 12)))
      (br_if $nextRow (i32.lt_u (local.get $rows) (local.get $rowsEnd))))))
